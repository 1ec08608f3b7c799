using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Registries;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Gives a CLI registry logins for one build: configuration files only this user can read, removed afterwards. Never on a command line.</summary>
/// <remarks>
/// The user's own configuration is carried over, because these variables replace it: other logins, proxies, contexts, plugins, certificates
/// and the buildx builders. <see href="https://docs.docker.com/reference/cli/docker/#docker-cli-configuration-file-configjson-properties"/>
/// </remarks>
internal sealed class LoginFolder : IDisposable
{
    private readonly PrivateFolder? _folder;

    private LoginFolder(PrivateFolder? folder, IReadOnlyDictionary<string, string?> environment)
    {
        _folder = folder;
        Environment = environment;
    }

    /// <summary>Variables for the CLI; empty when there are no logins to give.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; }

    /// <summary>The user's folder of buildx, with the builders.</summary>
    public static string BuildxConfig(IEnvironment environment) => environment.Get("BUILDX_CONFIG") ?? Path.Combine(DockerConfig(environment), "buildx");

    /// <summary>For one build.</summary>
    /// <param name="find">Finds the logins; null: the CLI's own must do.</param>
    /// <param name="job">The build.</param>
    /// <param name="environment">Environment of this process.</param>
    /// <param name="cancel">Stops looking.</param>
    public static async Task<LoginFolder> CreateAsync(FindLogins? find, BuildJob job, IEnvironment environment, CancellationToken cancel) =>
        await CreateAsync(find is null ? new Dictionary<string, RegistryLogin>() : await find(job, cancel), environment, cancel);

    public static async Task<LoginFolder> CreateAsync(
        IReadOnlyDictionary<string, RegistryLogin> logins, IEnvironment environment, CancellationToken cancel)
    {
        if (logins.Count == 0) return new LoginFolder(null, new Dictionary<string, string?>());
        var own = DockerConfig(environment);
        var folder = PrivateFolder.Create(environment, "logins");
        var made = new LoginFolder(folder, new Dictionary<string, string?>
        {
            ["DOCKER_CONFIG"] = folder.Path,
            ["BUILDX_CONFIG"] = BuildxConfig(environment),
            ["REGISTRY_AUTH_FILE"] = folder.Of("auth.json"),
            ["DOCKER_CERT_PATH"] = CertificatePath(environment),
        });
        try
        {
            var docker = await ReadAsync(Path.Combine(own, "config.json"), cancel);
            var containers = await ReadAsync(ContainersFile(environment), cancel);
            await WriteAsync(folder, "auth.json", ForContainers(docker, containers, logins), cancel);
            await WriteAsync(folder, "config.json", ForDocker(docker, own, logins), cancel);
            CopyFolder(Path.Combine(own, "contexts"), folder.Of("contexts"));
            return made;
        }
        catch (Exception problem)
        {
            made.Dispose();
            if (problem is IOException or UnauthorizedAccessException) throw OutputErrors.CacheNotWritable(folder.Path, problem);
            throw;
        }
    }

    public void Dispose() => _folder?.Dispose();

    /// <summary>Without this variable docker looks for certificates in its configuration. Null, where no TLS is asked for: programs made of docker's client
    /// library take the variable for the wish to use TLS.</summary>
    private static string? CertificatePath(IEnvironment environment) => environment.Get("DOCKER_CERT_PATH")
        ?? ((environment.Get("DOCKER_TLS_VERIFY") ?? environment.Get("DOCKER_TLS")) is null ? null : DockerConfig(environment));

    private static string DockerConfig(IEnvironment environment) => environment.Get("DOCKER_CONFIG") ?? Path.Combine(environment.Home, ".docker");

    private static JsonObject ForDocker(JsonObject own, string ownFolder, IReadOnlyDictionary<string, RegistryLogin> logins)
    {
        var config = (JsonObject)own.DeepClone();
        SetLogins(config, logins);
        // An empty helper means "not in the credential store": Docker then reads the login from this file.
        var helpers = Member(config, "credHelpers");
        foreach (var host in logins.Keys) helpers[host] = "";
        var plugins = config["cliPluginsExtraDirs"] as JsonArray ?? [];
        plugins.Add((JsonNode)Path.Combine(ownFolder, "cli-plugins"));
        config["cliPluginsExtraDirs"] = plugins;
        return config;
    }

    // podman and buildah read Docker's file only when they have none of their own.
    private static JsonObject ForContainers(JsonObject docker, JsonObject own, IReadOnlyDictionary<string, RegistryLogin> logins)
    {
        var config = new JsonObject { ["auths"] = docker["auths"]?.DeepClone() ?? new JsonObject() };
        if (own["auths"] is JsonObject auths)
        {
            foreach (var (host, login) in auths) Member(config, "auths")[host] = login?.DeepClone();
        }

        foreach (var source in new[] { docker, own })
        {
            if (source["credHelpers"] is not JsonObject helpers) continue;
            foreach (var (host, helper) in helpers)
            {
                if (!logins.ContainsKey(host)) Member(config, "credHelpers")[host] = helper?.DeepClone();
            }
        }

        SetLogins(config, logins);
        return config;
    }

    private static void SetLogins(JsonObject config, IReadOnlyDictionary<string, RegistryLogin> logins)
    {
        var auths = Member(config, "auths");
        foreach (var (host, login) in logins)
        {
            auths[host] = login.IsIdentityToken
                ? new JsonObject { ["auth"] = Encoded(login.UserName + ":"), ["identitytoken"] = login.Password }
                : new JsonObject { ["auth"] = Encoded($"{login.UserName}:{login.Password}") };
        }
    }

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static JsonObject Member(JsonObject config, string name)
    {
        if (config[name] is JsonObject found) return found;
        var made = new JsonObject();
        config[name] = made;
        return made;
    }

    private static string ContainersFile(IEnvironment environment) => environment.Get("REGISTRY_AUTH_FILE")
        ?? (environment.Get("XDG_RUNTIME_DIR") is { } runtime
            ? Path.Combine(runtime, "containers", "auth.json")
            : Path.Combine(environment.Home, ".config", "containers", "auth.json"));

    private static async Task<JsonObject> ReadAsync(string path, CancellationToken cancel)
    {
        if (!File.Exists(path)) return [];
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonNode.ParseAsync(file, cancellationToken: cancel) as JsonObject ?? [];
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            // The CLI itself would say so at its next start; it is not this build's business.
            return [];
        }
    }

    private static async Task WriteAsync(PrivateFolder folder, string name, JsonObject content, CancellationToken cancel)
    {
        await using var file = folder.Write(name);
        await file.WriteAsync(Encoding.UTF8.GetBytes(content.ToJsonString()), cancel);
    }

    private static bool CanRead(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>As far as it can be read: without the rest the CLI says itself what it lacks.</summary>
    private static void CopyFolder(string from, string to)
    {
        if (!Directory.Exists(from)) return;
        var readable = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        foreach (var source in Directory.EnumerateFiles(from, "*", readable).Where(CanRead))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, source));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(source, copy);
        }
    }
}
