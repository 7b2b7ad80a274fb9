"""The fields of a dossier as iGate's search gives it, and the contract columns made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

#: What is taken out of a dossier: texts, and JSON where one field comes in several shapes.
SHAPE: Mapping[str, str] = {
    "id": "VARCHAR",
    "code": "VARCHAR",
    "nationCode": "VARCHAR",
    "dossierStatus": "JSON",
    "dossierTaskStatus": "JSON",
    "applicant": "JSON",
    "procedure": "JSON",
    "agency": "JSON",
    "procedureLevel": "JSON",
    "applyMethod": "JSON",
    "accepter": "JSON",
    "appliedDate": "VARCHAR",
    "acceptedDate": "VARCHAR",
    "appointmentDate": "VARCHAR",
    "dueDate": "VARCHAR",
    "completedDate": "VARCHAR",
    "returnedDate": "VARCHAR",
    "updatedDate": "VARCHAR",
    "currentTask": "JSON",
    "task": "JSON",
}
TASK: Mapping[str, str] = {
    "agency": "JSON",
    "assignee": "JSON",
    "assignedDate": "VARCHAR",
    "dueDate": "VARCHAR",
    "completedDate": "VARCHAR",
}
#: Known and not needed: an extension shows in the due date, the time limit is that of the catalogue of procedures.
LEFT_OUT = frozenset({"extendTime", "procedureProcessDefinition"})

#: The contract's columns and the field by which a person finds each in a dossier.
DOSSIER: Mapping[str, str] = {
    "dossier_code": "code",
    "source_id": "id",
    "national_code": "nationCode",
    "procedure_code_raw": "procedure.code",
    "procedure_name": "procedure.translate",
    "sector_code": "procedure.sector.code",
    "sector_name": "procedure.sector.name",
    "unit_code_raw": "agency.code",
    "unit_name": "agency.name",
    "channel": "applyMethod",
    "service_level": "procedureLevel",
    "submitted_at": "appliedDate",
    "received_at": "acceptedDate",
    "due_at": "appointmentDate, dueDate",
    "finished_at": "completedDate",
    "returned_at": "returnedDate",
    "status": "dossierStatus",
    "applicant_name": "applicant.data.fullname",
    "applicant_identity": "applicant.data.identityNumber",
    "officer_name": "currentTask.assignee.fullname",
    "source_updated_at": "updatedDate",
}
STEP: Mapping[str, str] = {
    "dossier_code": "code",
    "step_no": "task",
    "unit_code_raw": "task.agency.code",
    "department": "task.agency.name",
    "officer_name": "task.assignee.fullname",
    "status": "dossierStatus",
    "started_at": "task.assignedDate",
    "due_at": "task.dueDate",
    "done_at": "task.completedDate",
    "source_updated_at": "updatedDate",
}


def unknown_fields(fields: Iterable[str]) -> tuple[str, ...]:
    """Return the fields that a dossier is not known to have, sorted."""
    return tuple(sorted(frozenset(fields) - SHAPE.keys() - LEFT_OUT))
