using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>COPY and ADD as one line for the history.</summary>
internal static class DescribedTransfer
{
    public static string Of(Transfer transfer, VariableExpansion words)
    {
        var parts = new List<string> { transfer.Keyword };
        if (transfer is Copy { From: { } from }) parts.Add("--from=" + from);
        if (transfer is Copy { Parents: true }) parts.Add("--parents");
        if (transfer.Chown is { } chown) parts.Add("--chown=" + words.Word(chown));
        if (transfer.Chmod is { } chmod) parts.Add("--chmod=" + words.Word(chmod));
        if (transfer.Link) parts.Add("--link");
        parts.AddRange(transfer.Exclude.Select(pattern => "--exclude=" + words.Word(pattern)));
        parts.AddRange(transfer.Sources.Select(words.Word));
        parts.AddRange(transfer.Documents.Select(document => "<<" + document.Name));
        parts.Add(words.Word(transfer.Destination));
        return string.Join(' ', parts);
    }
}
