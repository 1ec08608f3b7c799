using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Reads COPY and ADD, which share all but a few flags.</summary>
internal static class DockerfileReaderTransfers
{
    private static readonly string[] Shared = ["--chown", "--chmod", "--link", "--exclude"];
    private static readonly string[] CopyFlags = [.. Shared, "--from", "--parents"];
    private static readonly string[] AddFlags = [.. Shared, "--checksum", "--keep-git-dir", "--unpack"];

    public static Transfer Read(DockerfileReaderStatement statement, DockerfileReaderInstructions.Line line)
    {
        var known = line.Keyword == "COPY" ? CopyFlags : AddFlags;
        // Flags nobody knows yet are kept: a newer CLI may know them.
        var flags = line.Flags(null);
        foreach (var flag in flags.Flags)
        {
            var name = NameOf(flag);
            if (!known.Contains(name) && DockerfileReaderSpelling.Nearest(name, known) is { } nearest)
                throw DockerfileErrors.UnknownFlag(statement.At(flag.Position), line.Keyword, name, nearest);
        }

        var rest = flags.Rest(statement.Text);
        var words = line.Json(rest) ?? [.. line.PlainWords(flags.End).Select(word => word.Text)];
        if (words.Count < 2)
            throw line.Error($"{line.Keyword} needs at least one source and the destination.", flags.End);
        if (IsDocument(words[^1])) throw line.Error($"the destination is missing: {words[^1]} begins a here-document.", flags.End);
        string[] sources = [.. words.SkipLast(1).Where(word => !IsDocument(word))];
        if (words.Any(string.IsNullOrEmpty)) throw line.Error("an empty path names nothing.", flags.End);

        Transfer transfer = line.Keyword == "COPY"
            ? new Copy
            {
                Sources = sources,
                Destination = words[^1],
                From = line.Value(flags, "--from") is { Length: > 0 } from ? from : null,
                Parents = line.Switch(flags, "--parents") ?? false,
            }
            : new Add
            {
                Sources = sources,
                Destination = words[^1],
                Checksum = line.Value(flags, "--checksum"),
                KeepGitDirectory = line.Switch(flags, "--keep-git-dir") ?? false,
                Unpack = line.Switch(flags, "--unpack"),
            };
        return transfer with
        {
            Chown = line.Value(flags, "--chown"),
            Chmod = line.Value(flags, "--chmod"),
            Link = line.Switch(flags, "--link") ?? false,
            Exclude = [.. flags.Flags.Where(flag => NameOf(flag) == "--exclude").Select(ExcludePattern)],
            Documents = statement.Documents,
            OtherFlags = [.. flags.Flags.Where(flag => !known.Contains(NameOf(flag))).Select(flag => flag.Text)],
        };

        bool IsDocument(string word) =>
            DockerfileReaderDocuments.Parse(word) is { } found &&
                statement.Documents.Any(document => document.Name == found.Name);

        string ExcludePattern(DockerfileReaderWord flag) => flag.Text.Split('=', 2) is [_, { Length: > 0 } pattern]
            ? pattern
            : throw line.Error("--exclude needs a value: --exclude=<pattern>", flag.Position);
    }

    private static string NameOf(DockerfileReaderWord flag) => DockerfileReaderInstructions.Line.NameOf(flag.Text);
}
