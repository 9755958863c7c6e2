package ingest

import (
	"regexp"
	"strings"
)

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
disqus
donate
donation
feedback
follow
footer
footnav
gallery
gdpr
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
slideshow
social
socials
sponsor
sponsored
subscribe
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
whatsapp
zergnet
`)

// What lines are made of that are none of an article.
var (
	bareURL     = regexp.MustCompile(`^https?://\S+$`)
	labelledURL = regexp.MustCompile(`^\S{2,20}: ?https?://\S+$`)
	adLabels    = set(`advert anzeige werbung publicité publicidad publicidade pubblicità advertentie реклама reklama annons annonce reklam 広告 广告 廣告 광고`)
)

// creditLine and creditEnd match lines that credit a picture.
var (
	creditLine = regexp.MustCompile(`^\(?(?i:photo|photos|photograph|image|images|picture|pictures|foto|fotos|photo illustration|illustration|video|credit|bild)(?i: (?:credits?|courtesy|copyright|caption|by|via|from|source|of))*(?:: ?\S|/\S)|^(?i:\(?(?:photo|photograph|image|picture)s? (?:credit|courtesy|copyright|caption|by|via)\b)|^(?i:image|photo|slide|picture) \d+ of\b|^©`)
	creditEnd  = regexp.MustCompile(`(?i:\(\s*(?:photo|image|picture|foto)s?\b[^()]*\)?$)|\((?:AP|AFP|Reuters|EPA|Getty) (?:Photo|Images?|File|Graphic)\b[^()]*\)?$|(?:/|\bvia |\| )(?:Getty Images|Getty|Reuters|AP|AFP|EPA|Shutterstock|iStock)\)?$|^(?:Getty Images|Getty|Shutterstock|iStock|AP Photo\b.*|Reuters|AFP|AP)$`)
)

// What requests to the reader are made of.
var (
	callVerbs = set(`follow email e-mail contact tweet subscribe join find listen watch download have get send sign click check visit`)
	networks  = []string{"twitter", "facebook", "instagram", "youtube", "newsletter", "podcast", "telegram", "whatsapp", "linkedin", "forum", "inbox"}
	whose     = regexp.MustCompile(`\b(?:us|our|me|my|you|your|him|her|them)\b|@\w+`)
)

// relating matches lines that announce other articles.
var relating = regexp.MustCompile(`^(?i:more|related|read|see also|also|recommended|further reading|latest|top stories|popular|trending)\b`)

// relatedLabels open a line that refers to another article. Those of English are among the
// promotional labels.
var relatedLabels = []string{
	"lire aussi", "à lire aussi", "à lire également", "lire également", "voir aussi", "sur le même sujet",
	"lesen sie auch", "mehr zum thema", "mehr dazu", "auch interessant", "lesen sie mehr",
	"lea también", "lea además", "leer también", "leer más", "te puede interesar", "le puede interesar", "más información", "ver también",
	"leia também", "leia mais", "leia ainda", "veja também", "veja mais", "saiba mais", "confira também",
	"leggi anche", "leggi pure", "per approfondire", "lees ook", "lees meer", "läs också", "läs även", "läs mer", "les også", "læs også",
	"читайте также", "читать также", "по теме", "читайте також", "czytaj też", "czytaj także", "czytaj więcej", "zobacz też", "čtěte také",
	"baca juga", "simak juga", "đọc thêm", "xem thêm", "ilgili haber", "اقرأ أيضا", "اقرأ أيضاً", "بیشتر بخوانید", "यह भी पढ़ें",
	"関連記事", "あわせて読みたい", "相关阅读", "相关新闻", "延伸閱讀", "관련 기사", "관련기사",
}

// dateWords name days and what happens on them, clockWords times of the day.
var (
	dateWords = set(`jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august
		september october november december mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday
		friday saturday sunday published posted updated last modified first on of the by date created edited
		janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi
		vendredi samedi dimanche le publié mis jour par
		januar februar märz juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag am den
		veröffentlicht aktualisiert stand
		enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles
		jueves viernes sábado domingo de del publicado actualizado
		janeiro fevereiro março maio junho julho setembro outubro novembro dezembro segunda terça quarta quinta sexta feira
		gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre lunedì martedì mercoledì giovedì venerdì
		sabato domenica il pubblicato aggiornato
		januari februari maart augustus maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
		января февраля марта апреля мая июня июля августа сентября октября ноября декабря`)
	clockWords = set(`am pm a p m h hrs utc gmt bst est edt cst cdt mst mdt pst pdt et ct mt pt ist cet cest z
		at um uhr à alle ore las a às st nd rd th в`)
)

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
