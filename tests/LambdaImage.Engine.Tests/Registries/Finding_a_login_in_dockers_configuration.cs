using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Credentials;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Finding_a_login_in_dockers_configuration : IDisposable
{
    private const string MePw = "bWU6cHc=";

    private readonly string _home = Directory.CreateTempSubdirectory("logins").FullName;
    private readonly RegistryEnvironment _environment;

    public Finding_a_login_in_dockers_configuration() => _environment = new RegistryEnvironment(_home);

    [Theory]
    [InlineData("registry.test", "registry.test/app")]
    [InlineData("https://registry.test", "registry.test/app")]
    [InlineData("https://registry.test/", "registry.test/app")]
    [InlineData("https://registry.test/v1/", "registry.test/app")]
    [InlineData("https://registry.test/v2/", "registry.test/app")]
    [InlineData("REGISTRY.test", "registry.test/app")]
    [InlineData("127.0.0.1:5000", "127.0.0.1:5000/app")]
    [InlineData("https://index.docker.io/v1/", "ruby")]
    [InlineData("docker.io", "ruby")]
    [InlineData("registry-1.docker.io", "ruby")]
    [InlineData("registry.test/team", "registry.test/team/app")]
    public async Task Every_spelling_of_a_registry_is_understood(string key, string reference)
    {
        Write(".docker/config.json", Login(key));
        var login = (await FindAsync(reference)).ShouldNotBeNull();
        (login.UserName, login.Password).ShouldBe(("me", "pw"));
        login.Source.ShouldBe(Path.Combine(_home, ".docker", "config.json"));
    }

    [Theory]
    [InlineData("registry.test:5000", "registry.test/app")]
    [InlineData("evil.registry.test", "registry.test/app")]
    [InlineData("registry.test/team", "registry.test/teammates/app")]
    [InlineData("registry.test/team", "registry.test/app")]
    public async Task Another_registry_does_not_count(string key, string reference)
    {
        Write(".docker/config.json", Login(key));
        (await FindAsync(reference)).ShouldBeNull();
    }

    [Fact]
    public async Task The_longest_path_that_fits_wins()
    {
        Write(".docker/config.json",
            """{"auths":{"r.test":{"username":"all","password":"1"},"r.test/team":{"username":"team","password":"2"}}}""");
        (await FindAsync("r.test/team/app"))!.UserName.ShouldBe("team");
        (await FindAsync("r.test/other"))!.UserName.ShouldBe("all");
    }

    [Fact]
    public async Task Colons_in_the_password_belong_to_it()
    {
        Write(".docker/config.json", """{"auths":{"r.test":{"auth":"bWU6YTpiOmM="}}}""");
        (await FindAsync("r.test/a"))!.Password.ShouldBe("a:b:c");
    }

    [Fact]
    public async Task A_refresh_token_is_known_as_one()
    {
        Write(".docker/config.json", """{"auths":{"r.test":{"auth":"AAA=","identitytoken":"it"}}}""");
        var login = (await FindAsync("r.test/a"))!;
        (login.Password, login.IsIdentityToken).ShouldBe(("it", true));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("{\"auths\":{\"r.test\":{}}}")]
    [InlineData("{\"auths\":null,\"credsStore\":\"\"}")]
    [InlineData("\uFEFF{}")]
    public async Task A_file_without_the_login_is_no_error(string content)
    {
        Write(".docker/config.json", content);
        (await FindAsync("r.test/a")).ShouldBeNull();
    }

    [Fact]
    public async Task No_file_is_no_error() => (await FindAsync("r.test/a")).ShouldBeNull();

    [Fact]
    public async Task The_folder_can_be_another_one()
    {
        _environment.Variables["DOCKER_CONFIG"] = Path.Combine(_home, "else");
        Write(".docker/config.json", """{"auths":{"r.test":{"username":"wrong","password":"1"}}}""");
        Write("else/config.json", """{"auths":{"r.test":{"username":"right","password":"1"}}}""");
        (await FindAsync("r.test/a"))!.UserName.ShouldBe("right");
    }

    [Fact]
    public async Task Podmans_file_is_read_after_dockers()
    {
        _environment.Variables["XDG_RUNTIME_DIR"] = Path.Combine(_home, "run");
        Write("run/containers/auth.json",
            """{"auths":{"r.test":{"username":"podman","password":"1"},"q.test":{"username":"podman","password":"1"}}}""");
        Write(".docker/config.json", """{"auths":{"q.test":{"username":"docker","password":"1"}}}""");
        (await FindAsync("r.test/a"))!.UserName.ShouldBe("podman");
        (await FindAsync("q.test/a"))!.UserName.ShouldBe("docker");
    }

    [Fact]
    public async Task A_file_named_on_purpose_comes_first()
    {
        _environment.Variables["REGISTRY_AUTH_FILE"] = Path.Combine(_home, "mine.json");
        Write("mine.json", """{"auths":{"r.test":{"username":"mine","password":"1"}}}""");
        Write(".docker/config.json", """{"auths":{"r.test":{"username":"docker","password":"1"}}}""");
        (await FindAsync("r.test/a"))!.UserName.ShouldBe("mine");
    }

    [Theory]
    [InlineData("{\n  \"auths\": {\n    \"r.test\": {,}\n}", 3)]
    [InlineData("{\n\n  \"auths\": {\n    \"r.test\": {\"auth\": \"%%%\"}\n  }\n}", 4)]
    [InlineData("{\n  \"auths\": {\n    \"r.test\": {\"auth\": \"bm9jb2xvbg==\"}\n  }\n}", 3)]
    [InlineData("[]", 1)]
    public async Task A_broken_file_is_named_with_its_line(string content, int line)
    {
        Write(".docker/config.json", content);
        var error = await Should.ThrowAsync<LambdaImageException>(() => FindAsync("r.test/a"));
        error.Location.ShouldBe(new SourceLocation(Path.Combine(_home, ".docker", "config.json"), line));
        error.Message.ShouldContain($"line {line} ");
        error.Message.ShouldNotContain("bm9jb2xvbg");
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private Task<RegistryLogin?> FindAsync(string reference) =>
        new DockerConfigCredentials(new DockerConfigFiles(_environment))
            .FindAsync(ImageReference.Parse(reference), CancellationToken.None).AsTask();

    private static string Login(string key) => $$"""{ "auths": { "{{key}}": { "auth": "{{MePw}}" } } }""";

    private void Write(string file, string content)
    {
        var path = Path.Combine(_home, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
