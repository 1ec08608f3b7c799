FROM scratch
CMD ["a"] # note
