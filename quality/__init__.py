"""May this go further? Batch checks through Great Expectations and the gate before publication.

Great Expectations knows no DuckDB, and a city's records do not fit into its data frames. So SQL counts in one pass what
breaks a rule (contract_promises.py, sql/), and it judges small frames of these counts, each by the suite of its entries in
expectations.yml and by the codes and rules of the contracts: what is expected, how grave a breach is (critical holds the
publication, a warning is shown), and what a person is told of it.
"""
