// Package fetch gets feeds and pages over HTTP, from addresses that others have chosen.
//
//	Fetch     checks the address, asks robots.txt, waits for the host's turn    (fetch, follow)
//	  guard   which addresses may be asked, before and while dialing
//	  robots  what a site lets this bot get                                     (robots, rules)
//	  hosts   one request a host at a time, with a pause between
//	  read    the body, inflated, within its limits
//
// It guarantees, for every request and every redirect of one:
//
//   - it goes to ports 80 and 443 of public addresses. The address is checked when it is
//     dialed, so that neither a redirect nor a name that changes its address leads elsewhere.
//     No proxy of the environment is used;
//   - a body has at most 5 MB as sent and 20 MB inflated, a header 64 KiB, and a Fetch takes
//     at most 10 s for what it sends and reads, all redirects together; robots.txt has 10 s
//     of its own, and waiting for a turn comes on top and ends with the context. There are
//     at most 5 redirects, and none from https to http;
//   - what came is whole: a body that ends before its announced length or its end mark, or
//     a gzip stream that does, is a fault;
//   - robots.txt is kept to as RFC 9309 says, Crawl-delay up to 30 s included;
//   - a host gets one request at a time, with the delay between the end of one and the start
//     of the next;
//   - memory does not grow with the hosts that were asked.
//
// With Loopback, addresses of the machine itself are open too, on every port and without a
// delay: for tests. Nothing else is opened by it.
//
// It does not: try again (the caller has the schedule; each request has its own connection,
// so that none is repeated underneath either); hold a whole host back because one address of
// it was answered with Retry-After; keep cookies, cache bodies, run scripts, speak HTTP/2;
// look into what it got, its character set included. A body that ends with the connection,
// as HTTP/1.0 has it, cannot be known to be whole.
package fetch
