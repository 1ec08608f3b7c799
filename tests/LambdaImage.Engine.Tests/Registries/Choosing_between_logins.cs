using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Credentials;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Choosing_between_logins : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("order").FullName;

    [Theory]
    [InlineData(true, true, "given")]
    [InlineData(false, true, "ecr")]
    [InlineData(false, false, "file")]
    public async Task The_most_deliberate_one_wins(bool isGiven, bool hasKeys, string expected)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home, ".docker")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "config.json"),
            $$"""{"auths":{"{{RegistryWorld.Ecr}}":{"username":"file","password":"x"} } }""");
        var given = isGiven
            ? new ExplicitCredentials(RegistryWorld.Ecr, new RegistryLogin("given", "x", "the user"))
            : null;
        var sources = CredentialOrder.Standard(
            given, (_, _) => Task.FromResult(hasKeys ? new RegistryLogin("ecr", "x", "ECR") : null),
            new RegistryEnvironment(_home), new NoPrograms(),
            new SkippingClock());
        using var world = new RegistryWorld { Credentials = sources };
        world.Internet.Host(RegistryWorld.Ecr).Auth = new InMemoryRegistryAuth.Basic(expected, "x");
        await world.PushAsync(TestImage.Of("a"), ImageReference.Parse(RegistryWorld.Ecr + "/app"));
        world.Requests.ShouldAllBe(each => each.Status != 401);
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private sealed class NoPrograms : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(
            ProcessCommand command, Action<OutputLine>? onLine, CancellationToken cancel) =>
            throw new FileNotFoundException(command.FileName);
    }
}
