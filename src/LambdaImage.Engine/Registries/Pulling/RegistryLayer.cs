using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Requests;

namespace LambdaImage.Engine.Registries.Pulling;

/// <summary>A layer that stays in its registry until someone reads it.</summary>
internal sealed class RegistryLayer(
    RegistryClient client, Descriptor descriptor, ImageReference origin, IWorkReporter log) : ILayer
{
    public Descriptor Descriptor => descriptor;

    public ImageReference? Origin => origin;

    public async Task<Stream> OpenAsync(CancellationToken cancel)
    {
        log.Log(LogLevel.Verbose,
            $"Fetching {descriptor.DigestText} ({descriptor.Size} bytes) from {client.Endpoint.Reference.Name}");
        var opened = await client.SendAsync(new GetBlob(descriptor.Digest, 0), cancel);
        return new VerifyingStream(
            new ResumingStream(client, descriptor, opened, log), descriptor,
            $"the layer {descriptor.DigestText} of {origin.Name}");
    }
}
