package ingest

import "strings"

// What tells the parts of a page that are no article from the article.

// alienRoles are the ARIA roles of them.
var alienRoles = set(`alert alertdialog banner button complementary contentinfo dialog form menu menubar navigation search
	toolbar tablist tooltip status`)

// alienWords are the words, and pairs of words, in classes and ids of them.
var alienWords = lineSet(`
ad
ads
advert
adverts
advertisement
advertising
advertorial
adslot
affiliate
author bio
author box
author info
about author
article author
bio
breadcrumb
breadcrumbs
byline
bylines
caption
captions
carousel
comment
comments
commenting
consent
cookie
cookies
copyright
credit
credits
cta
dateline
disqus
donate
donation
feedback
follow
footer
footnav
gallery
gdpr
hidden
inline newsletter
jump link
kicker
login
masthead
menu
modal
more from
more in
more like
more on
more stories
most popular
most read
most viewed
nav
navbar
navigation
newsletter
newsletters
newsletterbox
outbrain
overlay
pagination
pager
paywall
popup
popular
photo
photos
poll
print only
promo
promos
promotion
promoted
read also
read more
read next
recirc
recirculation
recommendation
recommendations
recommended
registration
related
rss
share
sharebar
sharing
sharedaddy
addtoany
addthis
sidebar
signin
signup
sign up
skip link
skip
slideshow
social
socials
sponsor
sponsored
subscribe
subscription
syndication
taboola
tag list
tags
taglist
teaser
teasers
timestamp
toc
toolbar
topics
trending
up next
widget
widgets
whatsapp
zergnet
`)

// lineSet makes a set of the lines of a text.
func lineSet(text string) map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			m[line] = true
		}
	}
	return m
}
