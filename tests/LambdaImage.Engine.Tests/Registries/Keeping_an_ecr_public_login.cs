using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Credentials;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Keeping_an_ecr_public_login : IDisposable
{
    private const string Host = "public.ecr.aws";
    private const string Node = Host + "/lambda/nodejs:22";

    private static readonly TestImage Image = TestImage.Of("a");

    private readonly RegistryWorld _world;
    private readonly InMemoryRegistryAuth.Bearer _auth = new($"https://{Host}/token/");
    private RegistryLogin? _kept;
    private int _calls;

    public Keeping_an_ecr_public_login()
    {
        var credentials = new EcrPublicCredentials(
            _ => Task.FromResult<RegistryLogin?>(_kept ??= new RegistryLogin("AWS", $"pw{++_calls}", "Amazon ECR Public", _world!.Clock.GetUtcNow().AddHours(12))),
            login => _kept = ReferenceEquals(_kept, login) ? null : _kept);
        _world = new RegistryWorld { Credentials = [credentials] };
        _world.Internet.Host(Host).Auth = _auth;
        _world.Internet.Host(Host).Repository("lambda/nodejs").Add(Image, "22");
    }

    [Fact]
    public async Task A_pull_uses_it()
    {
        _auth.Login = ("AWS", "pw1");

        (await _world.OpenAsync(Node)).Descriptor.ShouldBe(Image.Descriptor);

        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_service_that_is_busy_is_waited_for_as_long_as_it_asks()
    {
        _auth.Login = ("AWS", "pw1");
        _world.Internet.Fail(IsToken, 429, code: "TOOMANYREQUESTS", message: "Rate exceeded", retryAfter: 42);

        (await _world.OpenAsync(Node)).Descriptor.ShouldBe(Image.Descriptor);

        RegistryWorld.ShouldHaveObeyed(_world.Clock, 42);
        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_one_is_replaced()
    {
        _auth.Login = ("AWS", "pw2");

        (await _world.OpenAsync(Node)).Descriptor.ShouldBe(Image.Descriptor);

        _world.Requests.Where(IsToken).Select(each => each.Status).ShouldBe([401, 200]);
    }

    [Fact]
    public async Task When_the_new_one_is_refused_too_the_error_says_so()
    {
        _auth.Login = ("AWS", "other");

        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync(Node));

        error.Kind.ShouldBe(ErrorKind.RegistryUnauthorized);
        error.Message.ShouldContain("login of AWS from Amazon ECR Public");
        // The last one asks as a stranger, who may not either.
        _world.Requests.Where(IsToken).Select(each => each.Authorization is null).ShouldBe([false, false, true]);
    }

    [Fact]
    public async Task Other_registries_get_none()
    {
        _world.Registry.Auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm);
        _world.Registry.Repository("app").Add(Image, "v1");

        await _world.OpenAsync($"{RegistryWorld.Host}/app:v1");

        _calls.ShouldBe(0);
    }

    public void Dispose() => _world.Dispose();

    private static bool IsToken(RecordedRequest request) => request.Path == "/token/";
}
