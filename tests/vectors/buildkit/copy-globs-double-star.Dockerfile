FROM scratch AS s
COPY . /all/
FROM scratch
COPY **/*.js /one/
COPY src/**/*.md docs/**/*.png /two/
COPY a**.txt s** /name/
COPY src/** /last/
COPY --from=s /all/docs/img** /all/**e** /all/**/*.js /stage/
