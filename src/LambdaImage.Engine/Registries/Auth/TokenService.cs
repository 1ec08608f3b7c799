using System.Globalization;
using System.Net;
using System.Text.Json;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Http;

namespace LambdaImage.Engine.Registries.Auth;

/// <summary>Gets tokens from the service a Bearer challenge names.
/// <see href="https://distribution.github.io/distribution/spec/auth/token/"/></summary>
internal sealed class TokenService(HttpPipeline http, RegistryOptions options)
{
    private const string ClientId = "lambda-image";
    private const int LargestReply = 1024 * 1024;

    /// <summary>What the specification says a token lasts when the reply does not.</summary>
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromSeconds(60);

    public async Task<BearerToken> FetchAsync(
        RegistryEndpoint registry, Challenge challenge, IReadOnlyList<string> scopes, RegistryLogin? login,
        CancellationToken cancel)
    {
        var realm = Realm(registry, challenge);
        var (answer, read) = await ReadAsync(realm, challenge.Get("service"), scopes, login, registry, cancel);
        using var _ = answer;
        var body = read ?? throw RegistryErrors.TokenUnreadable(registry.Registry, realm.Host);
        if (answer.StatusCode != HttpStatusCode.OK) throw Refused(registry, realm, login, answer, body);
        return Read(body) ?? throw RegistryErrors.TokenUnreadable(registry.Registry, realm.Host);
    }

    private async Task<(HttpResponseMessage Answer, byte[]? Body)> ReadAsync(
        Uri realm, string? service, IReadOnlyList<string> scopes, RegistryLogin? login, RegistryEndpoint registry,
        CancellationToken cancel)
    {
        try
        {
            return await http.ReadAsync(() => Request(realm, service, scopes, login), LargestReply, cancel);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw ConnectionFaults.Translate($"log in to {registry.Registry}", realm, failure);
        }
    }

    private static HttpRequestMessage Request(
        Uri realm, string? service, IReadOnlyList<string> scopes, RegistryLogin? login)
    {
        if (login is { IsIdentityToken: true })
        {
            return new HttpRequestMessage(HttpMethod.Post, realm)
            {
                Content = new FormUrlEncodedContent(
                [
                    new("grant_type", "refresh_token"),
                    new("service", service ?? ""),
                    new("client_id", ClientId),
                    new("scope", string.Join(' ', scopes)),
                    new("refresh_token", login.Password),
                ]),
            };
        }

        List<string> query = [];
        if (realm.Query.Length > 1) query.Add(realm.Query[1..]);
        if (service is not null) query.Add("service=" + Uri.EscapeDataString(service));
        query.AddRange(scopes.Select(scope => "scope=" + Uri.EscapeDataString(scope)));
        if (login is not null) query.Add("account=" + Uri.EscapeDataString(login.UserName));
        var request = new HttpRequestMessage(
            HttpMethod.Get, new UriBuilder(realm) { Query = string.Join('&', query) }.Uri);
        if (login is not null) request.Headers.Authorization = Authorization.BasicHeader(login);
        return request;
    }

    /// <summary>The token service sees the password, so it must be reached as safely as the registry itself.</summary>
    private Uri Realm(RegistryEndpoint registry, Challenge challenge)
    {
        var text = challenge.Get("realm") ?? "";
        var isInsecureRegistry = options.AllowInsecure && registry.Root.Scheme == Uri.UriSchemeHttp;
        var address = Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var realm)
            ? RegistryHosts.Resolve(registry.Root, realm) : null;
        if (address?.Scheme is "http" or "https"
            && (isInsecureRegistry || RegistryHosts.MaySendTo(registry.Root, address)))
            return address;
        throw RegistryErrors.TokenServiceUnsafe(registry.Registry, Redact.Text(text));
    }

    private LambdaImageException Refused(
        RegistryEndpoint registry, Uri realm, RegistryLogin? login, HttpResponseMessage answer, byte[] body)
    {
        var status = (int)answer.StatusCode;
        var said = ErrorBody.Read(body).Summary;
        var fault = new RegistryFault($"log in to {registry.Registry}", status, ErrorBody.Read(body))
        {
            RetryAfter = RetryRules.RequestedWait(answer, http.Clock),
        };
        return status switch
        {
            429 => RegistryErrors.Throttled(
                fault.Tried, registry.Registry, said, fault.RetryAfter, RegistryTraits.LoginCommand(registry.Registry), fault),
            >= 500 => RegistryErrors.Failing(fault.Tried, realm.Host, status, said, fault),
            _ => RegistryErrors.Unauthorized(
                fault.Tried, registry.Registry, login?.ToString(), said, RegistryTraits.LoginCommand(registry.Registry),
                fault),
        };
    }

    private BearerToken? Read(byte[] body)
    {
        try
        {
            using var reply = JsonDocument.Parse(body);
            var root = reply.RootElement;
            var value = Text(root, "token") ?? Text(root, "access_token");
            return value is null ? null : BearerToken.Lasting(Lifetime(root), value, http.Clock.GetUtcNow());
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static TimeSpan Lifetime(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("expires_in", out var member))
            return DefaultLifetime;
        var seconds = member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number) ? number
            : int.TryParse(member.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var text) ? text : 0;
        return seconds > 0 ? TimeSpan.FromSeconds(seconds) : DefaultLifetime;
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var member)
            && member.ValueKind == JsonValueKind.String
            && member.GetString() is { Length: > 0 } text ? text : null;
}
