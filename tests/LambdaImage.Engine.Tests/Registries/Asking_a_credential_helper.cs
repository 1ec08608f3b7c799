using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Credentials;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Asking_a_credential_helper : IDisposable
{
    private const string Config = """{"credHelpers":{"https://r.test":"own"},"credsStore":"store"}""";

    private readonly string _home = Directory.CreateTempSubdirectory("helpers").FullName;
    private readonly RegistryEnvironment _environment;
    private readonly Helper _helper = new();

    public Asking_a_credential_helper()
    {
        _environment = new RegistryEnvironment(_home);
        Directory.CreateDirectory(Path.Combine(_home, ".docker"));
        File.WriteAllText(Path.Combine(_home, ".docker", "config.json"), Config);
    }

    [Theory]
    [InlineData("r.test/app", "docker-credential-own", "r.test")]
    [InlineData("other.test/app", "docker-credential-store", "other.test")]
    [InlineData("ruby", "docker-credential-store", "https://index.docker.io/v1/")]
    public async Task The_registry_goes_to_its_standard_input(string reference, string program, string input)
    {
        _helper.Answer = new ProcessResult(0, ["""{"ServerURL":"x","Username":"me","Secret":"pw"}"""], []);
        var login = (await FindAsync(reference)).ShouldNotBeNull();
        (login.UserName, login.Password, login.Source).ShouldBe(("me", "pw", program));
        _helper.Command!.FileName.ShouldBe(program);
        _helper.Command.Arguments.ShouldBe(["get"]);
        _helper.Command.Input.ShouldBe(input);
    }

    [Fact]
    public async Task Its_token_user_means_a_refresh_token()
    {
        _helper.Answer = new ProcessResult(0, ["""{"Username":"<token>","Secret":"it"}"""], []);
        (await FindAsync("r.test/app"))!.IsIdentityToken.ShouldBeTrue();
    }

    [Fact]
    public async Task Not_found_means_not_mine()
    {
        _helper.Answer = new ProcessResult(1, ["credentials not found in native keychain"], []);
        (await FindAsync("r.test/app")).ShouldBeNull();
    }

    [Fact]
    public async Task Any_other_failure_is_told_with_a_command_to_see_it()
    {
        _helper.Answer = new ProcessResult(1, [], ["the keychain is locked, password=topsecret"]);
        var error = await Should.ThrowAsync<LambdaImageException>(() => FindAsync("r.test/app"));
        error.Kind.ShouldBe(ErrorKind.RegistryUnauthorized);
        error.Message.ShouldContain("the keychain is locked");
        error.Message.ShouldNotContain("topsecret");
        error.Remedy.ShouldContain("echo r.test | docker-credential-own get");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("{\"Username\":\"me\",\"Secret\":\"\"}")]
    public async Task An_answer_without_a_login_is_a_failure(string output)
    {
        _helper.Answer = new ProcessResult(0, [output], []);
        (await Should.ThrowAsync<LambdaImageException>(() => FindAsync("r.test/app")))
            .Message.ShouldContain("holds no login");
    }

    [Fact]
    public async Task A_missing_program_is_named_with_the_file_that_wants_it()
    {
        _helper.Answer = null;
        var error = await Should.ThrowAsync<LambdaImageException>(() => FindAsync("other.test/app"));
        error.Message.ShouldContain("docker-credential-store");
        error.Remedy.ShouldContain(Path.Combine(_home, ".docker", "config.json"));
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private Task<RegistryLogin?> FindAsync(string reference) =>
        new CredentialHelperCredentials(new DockerConfigFiles(_environment), _helper)
        .FindAsync(ImageReference.Parse(reference), CancellationToken.None).AsTask();

    private sealed class Helper : IProcessRunner
    {
        public ProcessResult? Answer { get; set; }

        public ProcessCommand? Command { get; private set; }

        public Task<ProcessResult> RunAsync(
            ProcessCommand command, Action<OutputLine>? onLine, CancellationToken cancel)
        {
            Command = command;
            return Task.FromResult(Answer ?? throw new FileNotFoundException(command.FileName));
        }
    }
}
