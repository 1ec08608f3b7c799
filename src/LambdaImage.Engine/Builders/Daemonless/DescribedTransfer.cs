using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>COPY and ADD as one line for the history.</summary>
internal static class DescribedTransfer
{
    /// <param name="transfer">The instruction, expanded.</param>
    public static string Of(Transfer transfer)
    {
        var parts = new List<string> { transfer.Keyword };
        if (transfer is Copy { From: { } from }) parts.Add("--from=" + from);
        if (transfer is Copy { Parents: true }) parts.Add("--parents");
        if (transfer.Chown is { } chown) parts.Add("--chown=" + chown);
        if (transfer.Chmod is { } chmod) parts.Add("--chmod=" + chmod);
        if (transfer.Link) parts.Add("--link");
        parts.AddRange(transfer.Exclude.Select(pattern => "--exclude=" + pattern));
        parts.AddRange(transfer.Sources);
        parts.AddRange(transfer.Documents.Select(document => "<<" + document.Name));
        parts.Add(transfer.Destination);
        return string.Join(' ', parts);
    }
}
