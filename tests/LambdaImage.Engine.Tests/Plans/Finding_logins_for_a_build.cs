using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Credentials;
using LambdaImage.Engine.Tests.Builders.Cli;

namespace LambdaImage.Engine.Tests.Plans;

public sealed class Finding_logins_for_a_build : IDisposable
{
    private const string Host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

    private readonly BuildFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Host + "/base:1")]
    [InlineData("${REGISTRY}/base:1")]
    public async Task A_base_image_counts(string image) =>
        (await FindAsync($"ARG REGISTRY={Host}\nFROM {image}\n", request => request)).ShouldBe([Host]);

    [Fact]
    public async Task An_image_that_files_are_copied_from_counts() =>
        (await FindAsync($"FROM node:22\nCOPY --from={Host}/tools:1 /a /a\n", request => request)).ShouldBe([Host]);

    [Theory]
    [InlineData("token", "public.ecr.aws")]
    [InlineData(null)]
    public async Task Public_ecr_has_higher_limits_for_whom_it_knows_and_serves_all(string? login, params string[] found) =>
        (await FindAsync("FROM public.ecr.aws/lambda/nodejs:22\n", request => request, login)).ShouldBe(found);

    [Theory]
    [InlineData(Host + "/base:1")]
    [InlineData("docker-image://" + Host + "/base:1")]
    public async Task So_does_a_context(string context) =>
        (await FindAsync("FROM base\n", request => request with { BuildContexts = new Dictionary<string, string> { ["base"] = context } })).ShouldBe([Host]);

    [Theory]
    [InlineData(Host + "/cache:1")]
    [InlineData("type=registry,mode=max,ref=" + Host + "/cache:1,image-manifest=true")]
    public async Task And_so_does_a_cache(string cache)
    {
        (await FindAsync("FROM base\n", request => request with { CacheFrom = [cache] })).ShouldBe([Host]);
        (await FindAsync("FROM base\n", request => request with { CacheTo = [cache] })).ShouldBe([Host]);
    }

    [Fact]
    public async Task Nobody_is_asked_about_anything_else() =>
        (await FindAsync("FROM node:22\n", request => request with
        {
            BuildContexts = new Dictionary<string, string> { ["shared"] = "/srv/shared" },
            CacheFrom = ["type=local,src=/tmp/cache"],
        })).ShouldBeEmpty();

    private async Task<IEnumerable<string>> FindAsync(string dockerfile, Func<BuildRequest, BuildRequest> with, string? publicLogin = null)
    {
        var ecr = new EcrCredentials((_, _) => Task.FromResult<RegistryLogin?>(new RegistryLogin("AWS", "token", "the test")), TimeProvider.System);
        var ecrPublic = new EcrPublicCredentials(
            _ => Task.FromResult(publicLogin is null ? null : new RegistryLogin("AWS", publicLogin, "the test")), _ => { });
        var job = _folder.Job(dockerfile, with) with { Dockerfile = DockerfileReader.Read(dockerfile, "Dockerfile") };
        return (await new BaseLogins(ecr, ecrPublic).FindAsync(job, CancellationToken.None)).Keys;
    }
}
