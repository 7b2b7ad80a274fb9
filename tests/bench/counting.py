"""Child: pandas counts form 06a of one report year by unit from the same files, as an analyst would write it.

It shares the contract's words with the project and nothing else, so its counts are a second opinion.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pandas as pd

from connectors.contract import load_contracts
from tests.bench.simulating import UNTIL

#: Report year 2026 up to the city's last day. Before 1 July 2025 names were those of other units, which pandas is not told.
FIRST, LAST = pd.Timestamp(2025, 12, 15), pd.Timestamp(UNTIL)
TODAYS_UNITS_SINCE = pd.Timestamp(2025, 7, 1)
AGENCY = r"^([0-9A-Z][0-9A-Z.]*)-\d{6}-\d{4,7}$"
DATES = ("received_at", "due_at", "finished_at", "returned_at", "refused_at")
COLUMNS = ("dossier_code", "unit_code_raw", "unit_name", "channel", "status", *DATES)


def read(folder: Path) -> pd.DataFrame:
    """Return the needed columns of all dossier files, dates read to the day."""
    contract = load_contracts()["dossier"]
    names = {heading: column for column in COLUMNS for heading in contract.by_name[column].headings}
    parts = [
        pd.read_csv(path, sep=";", dtype=str, usecols=lambda heading: heading in names)
        for path in sorted(folder.glob("ho-so/*.csv"))
    ]
    frame = pd.concat(parts, ignore_index=True).rename(columns=names)
    for column in DATES:
        frame[column] = pd.to_datetime(frame[column].str.slice(0, 10), format="%d/%m/%Y")
    for column in ("status", "channel"):
        codes = {word: code for code, words in contract.by_name[column].codes.items() for word in words}
        frame[column] = frame[column].map(codes)
    frame["unit_code"] = unit_codes(frame)
    return frame


def unit_codes(frame: pd.DataFrame) -> pd.Series[str]:
    """Return each row's unit: its code, else that of its name, else the agency in the dossier code, else the name itself.

    A name counts from 1 July 2025 on, when today's units came to be; other rows tell which code it stands for.
    """
    known = frame.dropna(subset=["unit_code_raw", "unit_name"]).drop_duplicates("unit_name")
    by_name = frame["unit_name"].map(known.set_index("unit_name")["unit_code_raw"])
    by_name = by_name.where(frame["received_at"] >= TODAYS_UNITS_SINCE)
    agency = frame["dossier_code"].str.extract(AGENCY, expand=False)
    return frame["unit_code_raw"].fillna(by_name).fillna(agency).fillna("?" + frame["unit_name"])


def form_06a(frame: pd.DataFrame, first: pd.Timestamp = FIRST, last: pd.Timestamp = LAST) -> pd.DataFrame:
    """Return the counts of the form by unit (its own dossiers): the counting rules of the city."""
    counted = frame[frame["received_at"].notna() & ~frame["status"].isin(["1", "3"])]
    finish = counted["finished_at"].fillna(counted["returned_at"]).fillna(counted["refused_at"])
    finish = finish.where(finish.isna() | (finish >= counted["received_at"]), counted["received_at"])
    due, received = counted["due_at"], counted["received_at"]
    is_received, is_online = received.between(first, last), counted["channel"] == "online"
    is_resolved = finish.between(first, last)
    is_open = (received <= last) & ~(finish <= last)
    is_overdue = is_open & (due < last) & ~counted["status"].isin(["5", "6"])
    cells = {
        "received_online": is_received & is_online,
        "received_direct_postal": is_received & ~is_online,
        "carried_over": (received < first) & ~(finish < first),
        "resolved_early": is_resolved & (finish < due),
        "resolved_on_time": is_resolved & ((finish == due) | due.isna()),
        "resolved_late": is_resolved & (finish > due),
        "open_in_term": is_open & ~is_overdue,
        "open_overdue": is_overdue,
    }
    return pd.DataFrame(cells).groupby(counted["unit_code"]).sum()


def main(folder: str, out: str) -> None:
    """Count, check that what came in went out or is open, and write the form as Parquet."""
    started, cpu = time.perf_counter(), time.process_time()
    frame = read(Path(folder))
    form = form_06a(frame)
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu
    received, accounted = form.iloc[:, :3].to_numpy().sum(), form.iloc[:, 3:].to_numpy().sum()
    if received != accounted:
        raise SystemExit(f"form 06a: {received} received, {accounted} resolved or open")
    unsure = form_06a(frame[frame["unit_code_raw"].isna() & (frame["received_at"] < TODAYS_UNITS_SINCE)])
    told = form.any(axis=1) & ~form.index.isin(unsure[unsure.any(axis=1)].index)
    form[told].reset_index().to_parquet(
        out
    )  # units of other years, or with dossiers whose name pandas cannot place, are no rows
    sys.stdout.write(f"{seconds} {cpu_seconds}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
