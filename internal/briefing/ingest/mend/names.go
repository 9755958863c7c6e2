package mend

// The elements that are read, by their canonical names in lower case. All others are left
// out before a feed is parsed, with all that is in them.

type role int

const (
	roleNone   role = iota
	roleHolder      // holds elements
	roleStory       // an entry, which holds elements
	roleLine        // a line of text: a name, a date, a number
	roleLink        // a link, resolved against the base
	roleMarkup      // text that may be HTML
)

var roles = map[string]role{
	"channel": roleHolder, "item": roleStory, "entry": roleStory, "media:group": roleHolder,
	"title": roleMarkup, "description": roleMarkup, "summary": roleMarkup, "content": roleMarkup, "content:encoded": roleMarkup,
	"dc:title": roleMarkup, "dc:description": roleMarkup, "itunes:summary": roleMarkup, "media:description": roleMarkup, "media:title": roleMarkup,
	"link": roleLink, "atom:link": roleLink, "uri": roleLink, "url": roleLink, "feedburner:origlink": roleLink,
	"itunes:new-feed-url": roleLink,
	"guid":                roleLine, "name": roleLine, "email": roleLine, "language": roleLine, "dc:language": roleLine, "ttl": roleLine,
	"sy:updateperiod": roleLine, "sy:updatefrequency": roleLine,
	"dc:identifier": roleLine, "dc:creator": roleLine, "dc:author": roleLine, "itunes:author": roleLine,
	"dc:date": roleLine, "dcterms:issued": roleLine, "dcterms:created": roleLine, "dcterms:modified": roleLine,
	"author": roleLine, "source": roleLine, // of RSS
}

// atomRoles and atomRenamed are where Atom differs. An id is kept from the parser, which
// would make an address of it, and dates are, on which it tries a hundred layouts.
var (
	atomRoles   = map[string]role{"author": roleHolder, "source": roleHolder}
	atomRenamed = map[string]string{
		"id": "dc:identifier", "published": "dcterms:issued", "issued": "dcterms:issued", "created": "dcterms:created",
		"updated": "dcterms:modified", "modified": "dcterms:modified",
	}
)

// renamed are elements that have the meaning of others.
var renamed = map[string]string{
	"abstract": "description", "a": "link", // of CDF
	"pubdate": "dcterms:issued", "atom:published": "dcterms:issued", "atom:updated": "dcterms:modified",
	"redirect": "channel", "newlocation": "itunes:new-feed-url",
	"body": "content:encoded", "xhtml:body": "content:encoded", "fullitem": "content:encoded",
	"dcterms:title": "dc:title", "dcterms:creator": "dc:creator", "dcterms:language": "dc:language", "dcterms:date": "dc:date",
	"atom:content": "content:encoded", "atom:summary": "description",
}

// roots are the outermost elements of feeds, and the form that they are parsed in.
var roots = map[string]string{
	"rss": "rss", "rdf": "rss", "channel": "rss", "item": "rss", "redirect": "rss",
	"feed": "feed", "entry": "feed",
}

// attributes are those that are kept.
var attributes = map[string]string{
	"href": "href", "rel": "rel", "type": "type", "url": "url", "hreflang": "hreflang", "ispermalink": "isPermaLink",
}

// namespaces are the ones known, and the prefix that each is written with. The vocabulary of the feed
// itself has none.
var namespaces = map[string]string{
	"http://www.w3.org/2005/atom":                  "atom",
	"http://purl.org/atom/ns#":                     "atom",
	"http://purl.org/dc/elements/1.0/":             "dc",
	"http://purl.org/dc/elements/1.1/":             "dc",
	"http://purl.org/dc/terms/":                    "dcterms",
	"http://purl.org/rss/1.0/modules/content/":     "content",
	"http://www.itunes.com/dtds/podcast-1.0.dtd":   "itunes",
	"http://example.com/dtds/podcast-1.0.dtd":      "itunes",
	"http://purl.org/rss/1.0/modules/syndication/": "sy",
	"http://search.yahoo.com/mrss":                 "media",
	"http://search.yahoo.com/mrss/":                "media",
	"http://rssnamespace.org/feedburner/ext/1.0":   "feedburner",
	"http://www.w3.org/1999/xhtml":                 "xhtml",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#":  "",
	"http://purl.org/rss/1.0/":                     "",
	"http://my.netscape.com/rdf/simple/0.9/":       "",
	"http://channel.netscape.com/rdf/simple/0.9/":  "",
	"http://backend.userland.com/rss":              "",
	"http://backend.userland.com/rss2":             "",
	"http://blogs.law.harvard.edu/tech/rss":        "",
	"http://purl.org/rss/1.0/modules/rss091#":      "",
	"http://purl.org/rss/2.0/":                     "",
}

// declared are the namespaces that the outermost element declares.
var declared = map[string]string{"rss": prefixes, "feed": ` xmlns="http://www.w3.org/2005/Atom"` + prefixes}

const prefixes = ` xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
	` xmlns:dcterms="http://purl.org/dc/terms/" xmlns:content="http://purl.org/rss/1.0/modules/content/"` +
	` xmlns:itunes="http://www.itunes.com/DTDs/PodCast-1.0.dtd" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"` +
	` xmlns:media="http://search.yahoo.com/mrss/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"`

// canonical returns the name of an element with the prefix that it is written with. A
// prefix that is not declared means what it mostly means.
func canonical(name string, spaces *namespace, native namespace) string {
	prefix, local := cutName(name)
	uri, ok := spaces.of(prefix)
	known, isKnown := namespaces[uri]
	switch {
	case prefix == "" && (!ok || uri == native.uri || !isKnown), !ok && (prefix == "rss" || prefix == "rdf" || prefix == native.prefix):
		return local
	case !ok:
		return name
	case !isKnown:
		return "?:" + local
	case known == "" || uri == native.uri:
		return local
	}
	return known + ":" + local
}
