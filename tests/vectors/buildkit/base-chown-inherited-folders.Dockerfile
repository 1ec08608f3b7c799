FROM @base
COPY --chown=1:2 a.txt /home/app/x
COPY a.txt /home/app/new/y
COPY --chown=app src /home/app
