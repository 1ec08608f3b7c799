FROM scratch
COPY . /
#: ignore **/node_modules
#: ignore **/.env
#: ignore docs/**
