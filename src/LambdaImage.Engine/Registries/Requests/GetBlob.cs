using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Requests;

/// <summary>Opens a blob, from its beginning or from where an earlier stream broke off.</summary>
internal sealed record GetBlob(Digest Digest, long Offset) : IRegistryRequest<OpenedBlob>
{
    public string Description => $"fetch the blob {Digest}";

    public RegistryCall ToCall(RegistryEndpoint endpoint) => new(HttpMethod.Get, endpoint.Url("blobs/" + Digest))
    {
        Headers = Offset == 0 ? [] : [new("Range", $"bytes={Offset}-")],
    };

    public bool Accepts(int status) => status is 200 or 206;

    public async Task<OpenedBlob> ReadAsync(
        HttpResponseMessage answer, RegistryEndpoint endpoint, CancellationToken cancel)
    {
        try
        {
            // Without a Content-Range the answer starts at the beginning, whatever was asked.
            var start = (int)answer.StatusCode == 206 ? answer.Content.Headers.ContentRange?.From ?? Offset : 0;
            return new OpenedBlob(answer, await answer.Content.ReadAsStreamAsync(cancel), start);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }
}

/// <summary>A blob's bytes on their way, and where in the blob they start.</summary>
internal sealed record OpenedBlob(HttpResponseMessage Answer, Stream Body, long Start) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Body.DisposeAsync();
        Answer.Dispose();
    }
}
