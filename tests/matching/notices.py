"""Invented market, shipping, weather and sports notices: forms that an agency fills in day after day."""


def dividend_table(company: str, town: str, terms: str) -> str:
    """Return a dividend as a table below a heading; `terms` are its amount, day of payment and day of record."""
    amount, pay, record = terms.split("; ")
    return (
        f"{company} SETS QUARTERLY DIVIDEND\n\n{town} -\n\nQtly div {amount} vs {amount} prior\n"
        f"Pay {pay}\nRecord {record}\n\nReuter\n"
    )


def dividend_sentence(company: str, town: str, terms: str) -> str:
    """Return a dividend told in two sentences."""
    amount, pay, record = terms.split("; ")
    return (
        f"{company.upper()} DECLARES PAYOUT\n\n{town} - {company} said its board of directors declared a regular "
        f"quarterly dividend of {amount} per common share, payable {pay} to shareholders of record on {record}. "
        f"The company said it has paid dividends in every quarter since it was listed.\n"
    )


def results(company: str, period: str, figures: str) -> str:
    """Return a quarter's results; `figures` are eight numbers."""
    share, last_share, net, last_net, revenue, last_revenue, shares, last_shares = figures.split()
    return (
        f"{company} {period} NET\n\nShr {share} cts vs {last_share} cts\nNet {net} vs {last_net}\n"
        f"Revs {revenue} mln vs {last_revenue} mln\nAvg shrs {shares} vs {last_shares}\n"
        f"NOTE: Results include a tax credit in both periods.\nReuter\n"
    )


def money_market(session: str, figures: str) -> str:
    """Return a central bank's help to the money market; `figures` are six."""
    helped, total, forecast, bills, rate, later = figures.split()
    return (
        f"U.K. MONEY MARKET GIVEN {helped} MLN STG {session.upper()} HELP\n\nLONDON - The Bank of England said it "
        f"provided the money market with a further {helped} mln stg of assistance in the {session} session. This "
        f"takes the bank's total help so far today to {total} mln stg and compares with its estimate of a shortage "
        f"of around {forecast} mln stg, revised from this morning.\n\nThe central bank bought outright {bills} mln "
        f"stg of bank bills in band two at {rate} pct and {later} mln stg of bank bills in band three at "
        f"{rate} pct.\n"
    )


def grain_ships(port: str, loading: str, waiting: str, day: str) -> str:
    """Return the ships that load grain in a port."""
    return (
        f"GRAIN SHIPS LOADING AT {port.upper()}\n\n{port.upper()} - There were {loading} grain ships loading and "
        f"{waiting} ships were waiting to load at {port}, according to the {port} Merchants Exchange. The next "
        f"count of vessels is due on {day}.\n"
    )


def weather(day: str, north: str, south: str, rain: str, outlook: str) -> str:
    """Return a day's weather in a grain belt."""
    return (
        f"ARGENTINE GRAIN BELT TEMPERATURES, RAIN\n\nBUENOS AIRES, {day} - Argentine grain belt temperatures "
        f"(centigrade) and rain (mm) in the 24 hours to 12.00 gmt were:\n\nBuenos Aires max {north} min {south} "
        f"rain {rain}\nBahia Blanca max {south} min {rain} rain {outlook}\nTres Arroyos max {north} min {rain} "
        f"rain {outlook}\nSanta Rosa max {outlook} min {south} rain {north}\n"
    )


def league_table(week: str, scores: str) -> str:
    """Return a league's results and table; `scores` are twelve numbers."""
    a, b, c, d, e, f, g, h, i, j, k, m = scores.split()
    return (
        f"SOCCER-NORTHERN LEAGUE RESULTS AND STANDINGS\n\n{week} - Results of northern league matches\n"
        f"Alder Vale {a} Brixton Moor {b}\nCarrow End {c} Dunford {d}\nEastmere {e} Fallow Town {f}\n"
        f"Standings (played, won, points)\nAlder Vale {g} {a} {h}\nDunford {g} {b} {i}\nEastmere {g} {c} {j}\n"
        f"Carrow End {g} {d} {k}\nBrixton Moor {g} {e} {m}\nFallow Town {g} {f} {a}\n"
    )


FAMILIES: dict[str, list[str]] = {
    "dividend table": [
        dividend_table("HARBOR MILLS INC <HMI>", "TOLEDO, Ohio, March 3", "12 cts; April 10; March 20"),
        dividend_table("QUILLER FOODS CORP <QFC>", "DAYTON, Ohio, March 3", "12 cts; April 10; March 20"),
        dividend_table("STANWICK BANCORP <STW>", "NEW YORK, March 4", "31-1/2 cts; May 1; April 15"),
        dividend_table("HARBOR MILLS INC <HMI>", "TOLEDO, Ohio, June 2", "14 cts; July 9; June 19"),
        dividend_table("OAKHURST TELEPHONE CO", "NEW YORK, March 4", "31-1/2 cts; May 1; April 15"),
    ],
    "dividend sentence": [
        dividend_sentence("Harbor Mills Inc", "TOLEDO, Ohio, March 3", "12 cts; April 10; March 20"),
        dividend_sentence("Quiller Foods Corp", "DAYTON, Ohio, March 3", "22 cts; April 15; March 27"),
        dividend_sentence("Stanwick Bancorp", "NEW YORK, March 4", "31 cts; May 1; April 17"),
        dividend_sentence("Harbor Mills Inc", "TOLEDO, Ohio, June 2", "14 cts; July 9; June 19"),
    ],
    "results": [
        results("HARBOR MILLS INC <HMI> 1ST QTR", "MARCH 31", "34 28 1,234,000 987,000 12.3 11.2 3,629,000 3,525,000"),
        results("QUILLER FOODS CORP <QFC> 4TH QTR", "JAN 31", "11 19 402,118 688,201 48.9 45.1 3,655,000 3,622,000"),
        results("STANWICK BANCORP <STW> 1ST QTR", "MARCH 31", "71 66 9,410,000 8,802,000 101.6 97.3 13.2 13.3"),
        results("HARBOR MILLS INC <HMI> 2ND QTR", "JUNE 30", "41 30 1,502,000 1,041,000 13.9 11.8 3,663,000 3,470,000"),
    ],
    "money market": [
        money_market("afternoon", "166 481 550 87 9-7/8 79"),
        money_market("afternoon", "213 304 350 101 9-13/16 112"),
        money_market("morning", "91 91 400 55 9-7/8 36"),
        money_market("late", "35 516 600 14 9-7/8 21"),
    ],
    "grain ships": [
        grain_ships("Portland", "five", "seven", "Tuesday"),
        grain_ships("Portland", "three", "nine", "Thursday"),
        grain_ships("Longview", "two", "four", "Tuesday"),
        grain_ships("Portland", "six", "eight", "Monday"),
    ],
    "weather": [
        weather("March 3", "29.1", "14.2", "3.0", "0.4"),
        weather("March 4", "31.6", "17.7", "0.0", "12.5"),
        weather("March 9", "24.3", "11.9", "22.1", "6.2"),
    ],
    "league table": [
        league_table("April 4", "2 1 0 3 4 1 27 51 48 40 39 22"),
        league_table("April 11", "1 5 2 0 3 6 28 53 49 41 36 25"),
        league_table("May 2", "0 4 1 7 5 2 31 60 58 47 45 33"),
    ],
}
"""Notices of one form that are different items."""

REISSUED: dict[str, tuple[str, str]] = {
    "dividend table, corrected": (
        dividend_table("HARBOR MILLS INC <HMI>", "TOLEDO, Ohio, March 3", "12 cts; April 10; March 20"),
        "CORRECTED - "
        + dividend_table("HARBOR MILLS INC <HMI>", "TOLEDO, Ohio, March 3", "12 cts; April 10; March 24"),
    ),
    "dividend sentence, corrected": (
        dividend_sentence("Harbor Mills Inc", "TOLEDO, Ohio, March 3", "12 cts; April 10; March 20"),
        dividend_sentence("Harbor Mills Inc", "TOLEDO, Ohio, March 3", "13 cts; April 10; March 20"),
    ),
    "results, corrected": (
        results("HARBOR MILLS INC <HMI> 1ST QTR", "MARCH 31", "34 28 1,234,000 987,000 12.3 11.2 3,629,000 3,525,000"),
        results("HARBOR MILLS INC <HMI> 1ST QTR", "MARCH 31", "34 28 1,243,000 987,000 12.3 11.2 3,629,000 3,525,000"),
    ),
    "results, under a title and in figures of another form": (
        results("HARBOR MILLS INC <HMI> 1ST QTR", "MARCH 31", "34 28 1,234,000 987,000 12.3 11.2 3,629,000 3,525,000"),
        results("HARBOR MILLS <HMI> QUARTER", "ENDED", "34 28 1,234,000 987,000 12.31 11.19 3,629,000 3,525,000"),
    ),
    "dividend table, under another title": (
        dividend_table("HARBOR MILLS INC <HMI>", "TOLEDO, Ohio, March 3", "12 cts; April 10; March 20"),
        dividend_table("HARBOUR MILLS <HMI>", "TOLDO, March 3", "12 cts; April 10; March 20").replace(
            "QUARTERLY", "REGULAR"
        ),
    ),
    "results, updated": (
        results("QUILLER FOODS CORP <QFC> 4TH QTR", "JAN 31", "11 19 402,118 688,201 48.9 45.1 3,655,000 3,622,000"),
        results("QUILLER FOODS CORP <QFC> 4TH QTR", "JAN 31", "11 19 402,118 688,201 48.9 45.1 3,655,000 3,622,000")
        + "\nThe company said orders for canned fruit fell after a wet autumn and that it expects to close one of "
        "its three plants before summer, with the loss of some two hundred jobs.\n",
    ),
    "money market, repeated with a figure mended": (
        money_market("afternoon", "166 481 550 87 9-7/8 79"),
        money_market("afternoon", "166 481 500 87 9-7/8 79"),
    ),
    "grain ships, repeated": (
        grain_ships("Portland", "five", "seven", "Tuesday"),
        "REPEATED - " + grain_ships("Portland", "five", "seven", "Tuesday"),
    ),
    "weather, corrected": (
        weather("March 3", "29.1", "14.2", "3.0", "0.4"),
        weather("March 3", "29.1", "14.2", "3.0", "0.4").replace("Santa Rosa max 0.4", "Santa Rosa max 20.4"),
    ),
    "league table, corrected": (
        league_table("April 4", "2 1 0 3 4 1 27 51 48 40 39 22"),
        league_table("April 4", "2 1 0 3 4 1 27 51 48 40 39 23"),
    ),
}
"""Pairs of texts of one and the same notice."""
