package english

import (
	"fmt"
	"testing"
)

func TestZZDump(t *testing.T) {
	for _, s := range []string{
		"The storm brought winds of 215 km/h (134 mph).",
		"worth $7.2 million and €3bn",
		"It cost $7.2-million.",
		"between 10 and 15 percent of voters",
		"10 to 15 people, 5-6 years",
		"from 10% to 15%",
		"Jorun Abate, 67, said",
		"a 45-year-old man, aged 33",
		"the third year of the war",
		"for the 11th consecutive day",
		"more than 1,200 people",
		"at least 30 soldiers were killed",
		"nearly 500 homes", "about 90 km (56 miles) from the border",
		"at 19:30 GMT on 15 August 2025", "in 2025 the company", "2025, when", "Since 2015, 12 of them",
		"F-16 jets and G7 leaders and COVID-19 cases",
		"one of the men", "one person died", "twenty-five people", "two hundred and fifty men",
		"two million people", "half a million people", "one million dollars",
		"a dozen people", "a week later", "an hour", "a hundred people",
		"hundreds of thousands of people", "tens of thousands of dollars",
		"12.5 million barrels a day", "1.5m people", "5k run", "3m high wall", "3 m high", "10 m tall",
		"50 square kilometres of land", "20 sq km", "temperatures of 40C", "40 degrees Celsius", "minus 5 degrees",
		"the 28 points plan", "a 28-point plan", "a 10-day trip", "a six-hour meeting", "two-and-a-half hours", "2½ hours",
		"3,000-strong crowd", "magnitude 7.1 quake", "by 25 basis points",
		"5 September 2024", "12 January", "in the 1990s", "page 3 of 4", "scored 2-1 against", "won 3-0", "on 9/11", "a 50-50 chance",
		"10 per cent", "10 percentage points", "10 pc", "US$5 billion", "A$20m", "£1,200", "HK$5", "5 euros", "5,000 Swiss francs", "100 billion US dollars", "500 billion yuan ($70 billion)",
		"a $250,000-a-year job", "$40 a barrel", "60 mph", "60 miles per hour", "60 miles an hour", "60 km an hour",
		"12 people and 30 dogs", "from 3 to 5 years in prison", "between 2021 and 2023 people left", "up to 5 years", "under 18s",
		"over 20 percent", "over the two years", "around 10 a.m.", "at 10 a.m. on Friday", "at 7 p.m. on 12 May", "8.30am",
		"seven hours", "a few days", "several weeks", "several", "none of the 12", "one in five people", "1 in 10 people", "two thirds of voters", "a third of voters", "half of all voters",
		"It was 12 km.", "The 120 European troops, most of them", "killed 14 people", "No 10 Downing Street", "Article 5 of the treaty", "Route 66 motel", "24brussels reported", "3D printing", "5G network", "Windows 11 users",
		"in his 20s", "20,000 were killed", "10 men and 12 women", "1 000 000 people", "10,5 million", "1.200 people", "5x faster", "9:41", "June 12 people", "a 3rd man", "third month", "second day", "23rd hour", "a second wave", "the first week", "every third day",
	} {
		fmt.Printf("%q\n", s)
		for _, q := range Quantities(s) {
			fmt.Printf("      [%s] %g..%g %s %q\n", q.Of(s), q.Low, q.High, q.Unit, q.Noun)
		}
	}
}
func TestZZTimes(t *testing.T) {
	for _, s := range []string{
		"at 19:30 GMT on 15 August 2025", "at 11:30 a.m. local time", "11.30am (19:30 GMT)", "at 3 p.m. Alaska time on Friday, Aug. 15, 2025", "at 1500 GMT", "at noon", "midnight Moscow time", "in 2025", "2025 people", "2,025 people", "$2025", "the 2025-26 season", "2025-08-15", "2025-08-15T19:30:00Z", "15/08/2025", "08/15/2025", "15 Aug", "Aug 15", "Aug. 15th, 2025", "the 15th of August", "15th August 2025", "August 2025", "May 2025", "may 20 people", "In May 2025", "March 5", "Mar 5", "on 31 February", "June 45", "12:00", "24:00", "25:61", "00:00 UTC", "7pm ET", "7pm Eastern time", "9 a.m. EDT", "0930 UTC", "1st quarter", "the score was 3:2", "by 19.30 on Monday", "6:00pm", "six o'clock", "6 o'clock", "13 p.m.", "the 1990s", "1500 metres", "2000 people", "around 1900 hours", "1945-1949", "from 2022 to 2024", "last week", "three days ago", "in two weeks", "next March", "tomorrow", "on Tuesday night", "earlier this year", "two years later", "Sept 11, 2001", "11 September 2001", "11 Sept. 2001", "Model 2025X", "ISO 2025", "at 10 A.M. (Central European Summer Time)", "10:00 Kyiv time", "10:00 New York time", "10:00 Hong Kong time", "10:00 Central European time", "11 am to 2 pm", "11-12 August 2025", "August 11-12, 2025", "between 10:00 and 12:00 GMT", "I am 11 am not", "U.S. Eastern time at 10", "5 PM PST", "10:00 (local time)", "10:00 AM Eastern Daylight Time", "10:30 p.m. British Summer Time", "19:30:15 GMT", "psalm 23:4",
	} {
		fmt.Printf("%q\n", s)
		for _, q := range Times(s) {
			fmt.Printf("      [%s] clock=%v %d:%02d zone=%q %d-%d-%d weekday=%v\n", q.Of(s), q.Clock, q.Minute/60, q.Minute%60, q.Zone, q.Year, q.Month, q.Day, q.Weekday)
		}
	}
}
func TestZZMentions(t *testing.T) {
	for _, s := range []string{
		"NATO chief Mark Rutte said", "Mira Oduya, the finance minister, said", "Ambassador to the U.S. Alexander Smith arrived", "Secretary of State Marco Rubio", "Prime Minister Keir Starmer", "the prime minister, Keir Starmer, said", "Ursula von der Leyen, president of the European Commission, said", "European Commission President Ursula von der Leyen", "Foreign Minister Sergei Lavrov, Defence Minister Andrei Belousov and Finance Minister Anton Siluanov", "U.S. President Donald Trump and Russian President Vladimir Putin met", "President Joe Biden's aide Tom Ford", "President Biden", "Dr. Anna Lee", "Mr. Smith said", "Dr Anna Lee, an epidemiologist at Oxford University, said", "J. K. Rowling, the author,", "John F. Kennedy", "George W. Bush, the former president,", "Jean-Luc Picard, captain of the Enterprise", "The World Bank president, Ajay Banga,", "Goldman Sachs analyst Tom Reed", "the Bank of England", "United Nations Secretary-General Antonio Guterres", "New York Governor Kathy Hochul", "Lake Victoria", "Wall Street", "In Paris, President Emmanuel Macron", "Los Angeles Mayor Karen Bass", "German Chancellor Friedrich Merz", "Germany's Chancellor Friedrich Merz", "Chancellor Merz", "Lt. Gen. Sam Hall", "Gen. Mark Milley", "Sen. Lindsey Graham", "Muhammad bin Salman, the crown prince", "Crown Prince Mohammed bin Salman", "King Charles III", "Pope Leo XIV", "Queen Elizabeth II", "Steve Witkoff, Trump's special envoy,", "special envoy Steve Witkoff", "Apple CEO Tim Cook", "Tim Cook, Apple's chief executive,", "Tim Cook, CEO of Apple, said", "the company's founder, Ana Lem, said", "economists Ana Lem and Bob Ray", "Ministers Ana Lem and Bob Ray", "The White House said", "White House press secretary Karoline Leavitt", "Joint Base Elmendorf-Richardson", "Supreme Court Justice Elena Kagan", "Red Cross", "Amnesty International", "Human Rights Watch director Ken Roth", "Jorun Abate, 67, a retired teacher, said", "O'Neill, the coach, said", "Conor O'Neill", "Ban Ki-moon, the former UN secretary-general", "Xi Jinping", "Chinese leader Xi Jinping", "Kim Jong Un, North Korea's leader,", "President Volodymyr Zelenskyy of Ukraine", "Ukraine’s President Volodymyr Zelenskyy", "the Kremlin spokesman Dmitry Peskov", "Kremlin aide Yuri Ushakov", "Head of the Russian Direct Investment Fund Kirill Dmitriev", "Kirill Dmitriev, head of the Russian Direct Investment Fund, and", "chief executive officer Jane Roe of Acme Corp.", "Tesla", "On Monday, Director General Rafael Grossi", "said Rafael Grossi, director general of the International Atomic Energy Agency.", "BBC reporter Will Grant", "Will Grant in Mexico City", "US Defense Secretary Pete Hegseth", "Treasury Secretary Scott Bessent and Commerce Secretary Howard Lutnick", "He said", "The General Assembly", "General Motors", "General Electric CEO Larry Culp", "Lloyd's of London", "Marshall Islands President Hilda Heine", "Queen Mary University", "Prince Edward Island", "King’s College London", "Major League Baseball", "Doctor Who", "Doctors Without Borders", "Reporters Without Borders", "Champions League", "Manchester United coach Ruben Amorim", "Author Margaret Atwood", "Maria Silva, Brazil's minister of the environment,", "MEP Ana Lem", "Ana Lem MEP", "Ana Lem (finance minister)", "Finance Minister Ana Lem: ", "Former US President Barack Obama", "former president Barack Obama", "acting director John Doe",
	} {
		fmt.Printf("%q\n", s)
		for _, m := range Mentions(s) {
			fmt.Printf("      name=[%s] role=[%s] span=[%s]\n", m.Name.Of(s), m.Role.Of(s), m.Span.Of(s))
		}
	}
}
