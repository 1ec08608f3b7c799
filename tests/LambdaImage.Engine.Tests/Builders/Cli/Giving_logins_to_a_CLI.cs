using System.Text.Json.Nodes;
using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Registries;

namespace LambdaImage.Engine.Tests.Builders.Cli;

public sealed class Giving_logins_to_a_CLI : IDisposable
{
    private const string Host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

    private readonly BuildFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Docker_reads_it_although_the_user_has_a_credential_store()
    {
        WriteDockerConfig("""{"credsStore":"desktop","credHelpers":{"gcr.io":"gcloud"},"proxies":{"default":{"httpProxy":"http://p"}}}""");

        using var logins = await CreateAsync();

        var config = Read(logins, "DOCKER_CONFIG", "config.json");
        config["auths"]![Host]!["auth"]!.GetValue<string>().ShouldBe("QVdTOnB3");
        config["credHelpers"]![Host]!.GetValue<string>().ShouldBe("");
        config["credHelpers"]!["gcr.io"]!.GetValue<string>().ShouldBe("gcloud");
        config["credsStore"]!.GetValue<string>().ShouldBe("desktop");
        config["proxies"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Plugins_builders_and_contexts_of_the_user_stay()
    {
        WriteDockerConfig("""{"currentContext":"remote"}""");
        Directory.CreateDirectory(Path.Combine(DockerFolder, "contexts", "meta", "abc"));
        await File.WriteAllTextAsync(Path.Combine(DockerFolder, "contexts", "meta", "abc", "meta.json"), "{}");

        using var logins = await CreateAsync();

        Read(logins, "DOCKER_CONFIG", "config.json")["cliPluginsExtraDirs"]![0]!.GetValue<string>().ShouldBe(Path.Combine(DockerFolder, "cli-plugins"));
        logins.Environment["BUILDX_CONFIG"].ShouldBe(Path.Combine(DockerFolder, "buildx"));
        File.Exists(Path.Combine(logins.Environment["DOCKER_CONFIG"]!, "contexts", "meta", "abc", "meta.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_cannot_be_read_of_it_is_left_out()
    {
        Directory.CreateDirectory(Path.Combine(DockerFolder, "contexts"));
        File.CreateSymbolicLink(Path.Combine(DockerFolder, "contexts", "gone"), "nowhere");
        File.CreateSymbolicLink(Path.Combine(DockerFolder, "config.json"), "config.json");

        using var logins = await CreateAsync();

        Read(logins, "DOCKER_CONFIG", "config.json")["auths"]![Host].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("DOCKER_TLS_VERIFY")]
    [InlineData("DOCKER_TLS")]
    public async Task Certificates_beside_the_users_configuration_are_found(string variable)
    {
        using var logins = await CreateAsync((variable, "1"));

        logins.Environment["DOCKER_CERT_PATH"].ShouldBe(DockerFolder);
    }

    [Fact]
    public async Task Certificates_stay_where_the_user_said_they_are()
    {
        using var logins = await CreateAsync(("DOCKER_TLS_VERIFY", "1"), ("DOCKER_CERT_PATH", "/certificates"));

        logins.Environment["DOCKER_CERT_PATH"].ShouldBe("/certificates");
    }

    [Fact]
    public async Task Nobody_uses_TLS_who_was_not_asked_to()
    {
        using var logins = await CreateAsync();

        logins.Environment["DOCKER_CERT_PATH"].ShouldBeNull();
    }

    [SkippableFact]
    public async Task The_docker_CLI_takes_them_from_there()
    {
        var docker = new ProgramSearch(new ProcessEnvironment()).Find("docker");
        Skip.If(docker is null, "needs docker");
        var (host, tls) = ("DOCKER_HOST", "DOCKER_TLS_VERIFY");
        using var logins = await CreateAsync((tls, "1"));
        var variables = new Dictionary<string, string?>(logins.Environment) { [host] = "tcp://127.0.0.1:1", [tls] = "1", ["DOCKER_CONTEXT"] = null };

        var answer = await new ProcessRunner(new ProcessEnvironment()).RunAsync(new ProcessCommand(docker!, ["version"]) { Environment = variables }, null, default);

        // Docker names the file that it misses.
        string.Join('\n', answer.Errors).ShouldContain(Path.Combine(DockerFolder, "ca.pem"));
    }

    [Fact]
    public async Task Podman_and_buildah_get_all_logins_in_one_file()
    {
        WriteDockerConfig("""{"auths":{"docker.io":{"auth":"ZA=="}},"credHelpers":{"gcr.io":"gcloud"}}""");

        using var logins = await CreateAsync();

        var config = JsonNode.Parse(await File.ReadAllTextAsync(logins.Environment["REGISTRY_AUTH_FILE"]!))!;
        config["auths"]![Host]!["auth"]!.GetValue<string>().ShouldBe("QVdTOnB3");
        config["auths"]!["docker.io"]!["auth"]!.GetValue<string>().ShouldBe("ZA==");
        config["credHelpers"]!["gcr.io"]!.GetValue<string>().ShouldBe("gcloud");
    }

    [SkippableFact]
    public async Task Only_the_owner_can_read_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "Unix permissions");

        using var logins = await CreateAsync();

        if (OperatingSystem.IsWindows()) return;
        File.GetUnixFileMode(Path.Combine(logins.Environment["DOCKER_CONFIG"]!, "config.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(logins.Environment["REGISTRY_AUTH_FILE"]!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(logins.Environment["DOCKER_CONFIG"]!).ShouldBe(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task It_is_gone_afterwards()
    {
        var logins = await CreateAsync();
        var folder = logins.Environment["DOCKER_CONFIG"]!;

        logins.Dispose();

        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_killed_process_left_behind_is_removed_after_a_day_and_nothing_before()
    {
        var folders = new string[2];
        foreach (var (hours, number) in new[] { 25, 23 }.Select((hours, number) => (hours, number)))
        {
            folders[number] = (await CreateAsync()).Environment["DOCKER_CONFIG"]!;
            Directory.SetLastWriteTimeUtc(folders[number], DateTime.UtcNow.AddHours(-hours));
        }

        using var logins = await CreateAsync();

        folders.Select(Directory.Exists).ShouldBe([false, true]);
        Read(logins, "DOCKER_CONFIG", "config.json")["auths"]![Host].ShouldNotBeNull();
    }

    [Fact]
    public async Task Where_no_folder_can_be_made_the_error_says_how_to_choose_another()
    {
        Directory.CreateDirectory(_folder.Path("home"));
        await File.WriteAllTextAsync(_folder.Path("home/.cache"), "a file in the way");

        var error = await Should.ThrowAsync<LambdaImageException>(() => CreateAsync());

        error.Kind.ShouldBe(ErrorKind.OutputNotWritable);
        error.Remedy.ShouldContain("LAMBDAIMAGE_CACHE");
    }

    [Fact]
    public async Task Without_logins_the_users_own_configuration_is_used()
    {
        using var logins = await LoginFolder.CreateAsync(
            new Dictionary<string, RegistryLogin>(), new TestEnvironment(_folder.Path("home")), CancellationToken.None);

        logins.Environment.ShouldBeEmpty();
    }

    private string DockerFolder => Path.Combine(_folder.Path("home"), ".docker");

    private void WriteDockerConfig(string json)
    {
        Directory.CreateDirectory(DockerFolder);
        File.WriteAllText(Path.Combine(DockerFolder, "config.json"), json);
    }

    private Task<LoginFolder> CreateAsync(params (string, string)[] variables) => LoginFolder.CreateAsync(
        new Dictionary<string, RegistryLogin> { [Host] = new("AWS", "pw", "test") }, new TestEnvironment(_folder.Path("home"), variables), CancellationToken.None);

    private static JsonNode Read(LoginFolder logins, string variable, string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(logins.Environment[variable]!, file)))!;
}
