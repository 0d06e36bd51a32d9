"""TODO"""

from collections.abc import Mapping
from types import MappingProxyType

from thidua.services.record_words.teller import Teller

TELLERS: Mapping[str, Teller] = MappingProxyType({})
