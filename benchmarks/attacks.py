"""The list of attacks."""

from benchmarks import attack_access, attack_documents, attack_privileges, attack_requests, attack_values

APPLICATION = [
    *attack_documents.DOCUMENTS,
    *attack_values.ATTACKS,
    *attack_privileges.PRIVILEGES,
    *attack_requests.BYTES,
    *attack_requests.TYPES,
    *attack_requests.HEADERS,
    *attack_access.TOKENS,
    *attack_access.SHAPES,
]
"""Those that the application answers, whatever server it stands behind."""

ATTACKS = [*APPLICATION, *attack_requests.HTTP]
