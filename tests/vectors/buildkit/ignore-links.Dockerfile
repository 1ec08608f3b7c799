FROM scratch
COPY links /l
COPY src /s
#: ignore links/to-a
#: ignore src/deep
