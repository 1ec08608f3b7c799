using System.Globalization;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Http;

namespace LambdaImage.Engine.Registries.Requests;

/// <summary>An upload in progress: where its next part goes, and how much has arrived.</summary>
/// <param name="Location">Address of the next part. It may hold a signature and is never logged whole.</param>
/// <param name="Received">Bytes the registry says it has; null: it did not say.</param>
/// <param name="MinimumChunk">The smallest part it takes; null: it did not say.</param>
internal sealed record UploadSession(Uri Location, long? Received, long? MinimumChunk)
{
    /// <summary>Reads the session out of an answer to POST, PATCH or GET.</summary>
    /// <param name="answer">The answer; it is disposed.</param>
    /// <param name="endpoint">The registry.</param>
    /// <param name="previous">The address before, where the answer names none.</param>
    /// <exception cref="LambdaImageException">The registry sends the bytes somewhere they must not go.</exception>
    public static UploadSession Read(HttpResponseMessage answer, RegistryEndpoint endpoint, Uri? previous)
    {
        using (answer)
        {
            var location = answer.Headers.Location is { } stated
                ? RegistryHosts.Resolve(answer.RequestMessage?.RequestUri ?? endpoint.Root, stated) : previous;
            if (location is null || !endpoint.MayLead(endpoint.Root, location))
                throw RegistryErrors.RedirectRefused(endpoint.Registry, $"to upload to {endpoint.Reference.Name}",
                    location is null ? "nowhere" : Redact.Url(location));
            return new UploadSession(location, ReadRange(answer), ReadNumber(answer, "OCI-Chunk-Min-Length"));
        }
    }

    /// <summary>The session's address with a digest added, which ends it.</summary>
    public Uri WithDigest(string digest)
    {
        var query = Location.Query.TrimStart('?');
        return new UriBuilder(Location) { Query = (query.Length == 0 ? "" : query + "&") + "digest=" + digest }.Uri;
    }

    /// <summary><c>Range: 0-1023</c> means 1024 bytes. <c>0-0</c> is sent for nothing at all as well as for one byte:
    /// nothing is the safe reading.</summary>
    private static long? ReadRange(HttpResponseMessage answer)
    {
        if (!answer.Headers.NonValidated.TryGetValues("Range", out var values)) return null;
        var last = values.ToString().Split('=')[^1].Split('-')[^1];
        if (!long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var end)) return null;
        return end == 0 ? 0 : end + 1;
    }

    private static long? ReadNumber(HttpResponseMessage answer, string header) =>
        answer.Headers.NonValidated.TryGetValues(header, out var values)
            && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
}
