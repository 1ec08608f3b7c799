using System.Text.Json;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Http;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Registries.Credentials;

/// <summary>Logins kept by the programs that Docker's configuration names.
/// <see href="https://github.com/docker/docker-credential-helpers"/></summary>
internal sealed class CredentialHelperCredentials(
    DockerConfigFiles files, IProcessRunner processes) : IRegistryCredentials
{
    /// <summary>The name Docker gives its own hub when it speaks to helpers.</summary>
    private const string DockerHubServer = "https://index.docker.io/v1/";

    public async ValueTask<RegistryLogin?> FindAsync(ImageReference target, CancellationToken cancel)
    {
        foreach (var file in await files.ReadAsync(cancel))
        {
            var helper = file.Helpers.GetValueOrDefault(DockerConfigFile.Canonical(target.Registry)) ?? file.Store;
            if (helper is null) continue;
            var login = await AskAsync("docker-credential-" + helper, target.Registry, file.Path, cancel);
            if (login is not null) return login;
        }

        return null;
    }

    private async Task<RegistryLogin?> AskAsync(string program, string registry, string path, CancellationToken cancel)
    {
        var server = registry == ImageReference.DockerHub ? DockerHubServer : registry;
        var command = new ProcessCommand(program, ["get"]) { Input = server };
        ProcessResult result;
        try
        {
            result = await processes.RunAsync(command, onLine: null, cancel);
        }
        catch (FileNotFoundException missing)
        {
            throw RegistryErrors.HelperMissing(program, registry, path, missing);
        }

        var output = string.Join('\n', result.Output);
        if (result.ExitCode == 0)
            return Read(output, program)
                ?? throw RegistryErrors.HelperFailed(program, registry, path, "its answer holds no login");
        // The words are part of the protocol: helpers print them to say "not mine".
        var said = string.Join(' ', result.Output.Concat(result.Errors).Where(line => line.Length > 0));
        return said.Contains("credentials not found", StringComparison.OrdinalIgnoreCase) ? null
            : throw RegistryErrors.HelperFailed(program, registry, path, Redact.Text(said));
    }

    private static RegistryLogin? Read(string output, string program)
    {
        try
        {
            using var answer = JsonDocument.Parse(output);
            var user = Text(answer.RootElement, "Username") ?? "";
            return Text(answer.RootElement, "Secret") is { Length: > 0 } secret
                ? new RegistryLogin(user, secret, program, IsIdentityToken: user == DockerConfigFile.TokenUser) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var member)
            && member.ValueKind == JsonValueKind.String
            ? member.GetString() : null;
}
