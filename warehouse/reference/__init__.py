"""What the project itself knows: units, communes, the working calendar, the catalogue of indicators, targets."""

from warehouse.reference.load import load_reference
from warehouse.reference.rejection import ReferenceRejected
from warehouse.reference.unit_name import unit_name_key

__all__ = ["ReferenceRejected", "load_reference", "unit_name_key"]
