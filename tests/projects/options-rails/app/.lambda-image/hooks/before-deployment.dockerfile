COPY --from=public.ecr.aws/acme/fonts:2 /fonts /usr/share/fonts/acme
