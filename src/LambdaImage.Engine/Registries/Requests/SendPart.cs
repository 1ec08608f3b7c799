using System.Globalization;

namespace LambdaImage.Engine.Registries.Requests;

/// <summary>Sends the bytes of a blob, or a part of them, into an upload session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Body">Makes the body. It is made once: the bytes come from a stream that cannot be read again.</param>
/// <param name="Range">First and last byte, where the blob is sent in parts; null: the whole blob is in the
/// body.</param>
internal sealed record SendPart(
    UploadSession Session, Func<Action<bool>, HttpContent> Body, (long First, long Last)? Range)
    : IRegistryRequest<UploadSession>
{
    public string Description => "send a blob";

    public RegistryCall ToCall(RegistryEndpoint endpoint) => new(HttpMethod.Patch, Session.Location)
    {
        CanReplay = false,
        HasOneShotBody = true,
        Content = sent =>
        {
            var body = Body(sent);
            body.Headers.TryAddWithoutValidation("Content-Type", "application/octet-stream");
            if (Range is var (first, last))
                body.Headers.TryAddWithoutValidation(
                    "Content-Range", string.Create(CultureInfo.InvariantCulture, $"{first}-{last}"));
            return body;
        },
    };

    // ECR answers 201, some others 204.
    public bool Accepts(int status) => status is 202 or 201 or 204;

    public Task<UploadSession> ReadAsync(
        HttpResponseMessage answer, RegistryEndpoint endpoint, CancellationToken cancel) =>
        Task.FromResult(UploadSession.Read(answer, endpoint, Session.Location));
}
