using System.Text;
using System.Text.Json;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Registries.Credentials;

/// <summary>What Docker or Podman wrote about logins into one file.
/// <see href="https://docs.docker.com/reference/cli/docker/login/"/></summary>
/// <param name="Path">The file.</param>
/// <param name="Logins">Logins kept in the file itself, by registry or registry and path.</param>
/// <param name="Helpers">Programs that keep the logins of single registries.</param>
/// <param name="Store">Program that keeps all others; null: none.</param>
internal sealed record DockerConfigFile(
    string Path, IReadOnlyDictionary<string, RegistryLogin> Logins, IReadOnlyDictionary<string, string> Helpers,
    string? Store)
{
    /// <summary>How helpers name an OAuth2 refresh token's user, and how Docker does.</summary>
    public const string TokenUser = "<token>";

    private static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a file.</summary>
    /// <returns>What it says, or null when there is no such file.</returns>
    /// <exception cref="LambdaImageException">It cannot be read, or is not what Docker writes.</exception>
    public static async Task<DockerConfigFile?> ReadAsync(string path, CancellationToken cancel)
    {
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(path, cancel);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw RegistryErrors.DockerConfigUnreadable(path, refused);
        }

        try
        {
            var text = bytes.AsMemory(
                bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
            if (text.Span.Trim(" \r\n\t"u8).IsEmpty) return Empty(path);
            using var document = JsonDocument.Parse(text, Lenient);
            return Read(path, document.RootElement, bytes);
        }
        catch (JsonException broken)
        {
            // .NET adds its own place to the message, counted from zero; ours replaces it.
            var line = (int)(broken.LineNumber ?? 0) + 1;
            throw RegistryErrors.DockerConfigInvalid(path, line, broken.Message.Split(" LineNumber:", 2)[0], broken);
        }
    }

    /// <summary>The one name a registry has here, whichever of its spellings a file uses: with a scheme, a slash, or an
    /// API version.</summary>
    public static string Canonical(string key)
    {
        var name = key.Trim();
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0) name = name[(scheme + 3)..];
        name = name.TrimEnd('/');
        foreach (var version in (string[])["/v1", "/v2"])
        {
            if (name.EndsWith(version, StringComparison.Ordinal)) name = name[..^version.Length];
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var (host, rest) = slash < 0 ? (name, "") : (name[..slash], name[slash..]);
        host = host.ToLowerInvariant();
        return (host is "index.docker.io" or "registry-1.docker.io" ? Oci.ImageReference.DockerHub : host) + rest;
    }

    private static DockerConfigFile Empty(string path) =>
        new(path, new Dictionary<string, RegistryLogin>(), new Dictionary<string, string>(), null);

    private static DockerConfigFile Read(string path, JsonElement root, byte[] bytes)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw RegistryErrors.DockerConfigInvalid(path, 1, "it is not an object.", null);
        var logins = new Dictionary<string, RegistryLogin>(StringComparer.Ordinal);
        foreach (var entry in Members(root, "auths"))
        {
            if (Login(path, entry, bytes) is { } login) logins.TryAdd(Canonical(entry.Name), login);
        }

        var helpers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Members(root, "credHelpers"))
        {
            if (entry.Value.ValueKind == JsonValueKind.String && entry.Value.GetString() is { Length: > 0 } helper)
                helpers[Canonical(entry.Name)] = helper;
        }

        return new DockerConfigFile(path, logins, helpers, Text(root, "credsStore"));
    }

    private static RegistryLogin? Login(string path, JsonProperty entry, byte[] bytes)
    {
        var value = entry.Value;
        if (value.ValueKind != JsonValueKind.Object) return null;
        if (Text(value, "identitytoken") is { } token)
            return new RegistryLogin(TokenUser, token, path, IsIdentityToken: true);
        if (Text(value, "auth") is not { } encoded)
            return Text(value, "username") is { } name
                ? new RegistryLogin(name, Text(value, "password") ?? "", path)
                : null;
        // Base64 of "user:password", at times with zero bytes at its end.
        var buffer = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, buffer, out var length)
            || Encoding.UTF8.GetString(buffer, 0, length).TrimEnd('\0').Split(':', 2) is not [var user, var password])
            throw RegistryErrors.DockerConfigInvalid(path, LineOf(bytes, entry.Name),
                $"the \"auth\" of \"{entry.Name}\" is not base64 of user:password.", null);
        return new RegistryLogin(user, password, path);
    }

    /// <summary>The line a member starts on; JsonDocument keeps no places.</summary>
    private static int LineOf(byte[] bytes, string member)
    {
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"{member}\""));
        return at < 0 ? 1 : bytes.AsSpan(0, at).Count((byte)'\n') + 1;
    }

    private static IEnumerable<JsonProperty> Members(JsonElement root, string name) =>
        root.TryGetProperty(name, out var section) && section.ValueKind == JsonValueKind.Object
            ? section.EnumerateObject()
            : [];

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            && member.GetString() is { Length: > 0 } text ? text : null;
}
