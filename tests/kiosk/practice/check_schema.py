"""check_schema.py SCHEMA FILE…: a line for each fault; 1 if there is one, 4 without a validator."""
import json
import sys

try:
    import jsonschema
except ImportError:
    sys.exit(4)

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
faults = 0
for name in sys.argv[2:]:
    with open(name, encoding="utf-8") as file:
        for error in validator.iter_errors(json.load(file)):
            faults += 1
            print(f"{name}: /{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
sys.exit(1 if faults else 0)
