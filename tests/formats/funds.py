"""A fund's folder small enough to break one cell at a time."""

CONSTITUTION = """[fund]
name = "Saltmarsh Fund"
round = "spring"
accountable_body = "Saltmarsh Council"
total = "1000.00"
voting_opens = 2027-03-01

[[streams]]
id = "protected"
name = "Not voted on"
for_whom = "people whom a vote would leave out"
share = "1/5"
constituted = 2026-11-16
entry = 3
figure = "middle"
panel = ["nurse", "adviser", "person with lived experience"]
left_over = "carried over"
"""
TABLES = {
    "stream_proposals.csv": (
        "stream,id,public_name,group,cost,smallest,sensitive,address,postcode,neighbourhood,provider,easting,never_shown\n"
        'protected,s1,A safe house,people who have fled violence,90.50,,yes,"12 Mill Lane, Saltmarsh",ZZ1 2AB,Quayside,'
        "Harbour Support,431234,the old chandlery\n"
        'protected,s2,Advocacy,people with a learning disability,150,20,no,"3 High Street, Saltmarsh",ZZ1 3AB,Quayside,'
        "Speak Up,,\n"
    ),
    "stream_needs.csv": (
        "stream,group,low,high,source,date\n"
        "protected,people who have fled violence,6,33,services,2026\n"
        "protected,people with a learning disability,210,264,council,2026\n"
    ),
    "panel.csv": (
        "stream,place,proposal,reason,declared\n"
        "protected,1,s2,It is asked for most.,adviser\n"
        "protected,2,s1,There is no other.,\n"
    ),
}


def write_fund(folder, file="", old="", new=""):
    """Write a fund's folder, with one text of one file replaced by another."""
    files = {"fund.toml": CONSTITUTION, **TABLES}
    if file:
        assert files[file].count(old) >= 1, old
        files[file] = files[file].replace(old, new, 1)
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder
