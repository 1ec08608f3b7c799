using System.Net.Sockets;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Retrying_requests : IDisposable
{
    private readonly RegistryWorld _world = new();

    public Retrying_requests() => _world.Registry.Repository("app").Add(TestImage.Of("a"), "v1");

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(522)]
    public async Task What_passes_by_itself_is_waited_for(int status)
    {
        _world.Internet.Fail(_ => true, status, times: 4);
        await OpenAsync();
        _world.Requests.Take(5).Select(each => each.Status).ShouldBe([status, status, status, status, 200]);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(501)]
    public async Task What_does_not_pass_is_told_at_once(int status)
    {
        _world.Internet.Fail(_ => true, status, times: 100);
        await Should.ThrowAsync<LambdaImageException>(OpenAsync);
        _world.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Patience_ends()
    {
        _world.Internet.Fail(_ => true, 503, times: 100);
        (await Should.ThrowAsync<LambdaImageException>(OpenAsync)).Kind.ShouldBe(ErrorKind.RegistryUnreachable);
        _world.Requests.Count.ShouldBe(5);
        _world.ShouldHaveBackedOff(1, 2, 4, 8);
    }

    [Fact]
    public async Task Retry_After_is_obeyed()
    {
        _world.Internet.Fail(_ => true, 429, retryAfter: 42);
        await OpenAsync();
        _world.Clock.Skipped.ShouldBe([TimeSpan.FromSeconds(42)]);
        _world.Reporter.Lines.ShouldContain(line => line.Level == LogLevel.Verbose
            && line.Message.Contains("registry.test answered 429; trying again in 42 s (1 of 4)"));
    }

    [Fact]
    public async Task Retry_After_may_be_a_date()
    {
        var date = (_world.Clock.GetUtcNow() + TimeSpan.FromSeconds(30)).ToString("R");
        _world.Internet.Fail(_ => true, () => RegistryAnswer.Status(503).With("Retry-After", date));
        await OpenAsync();
        _world.Clock.Skipped.ShouldBe([TimeSpan.FromSeconds(30)]);
    }

    [Fact]
    public async Task Who_asks_for_an_hour_is_not_waited_for()
    {
        _world.Internet.Fail(_ => true, 429, times: 100, retryAfter: 3600);
        (await Should.ThrowAsync<LambdaImageException>(OpenAsync)).Kind.ShouldBe(ErrorKind.RegistryThrottled);
        _world.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_reset_connection_is_made_again()
    {
        _world.Internet.Break(
            _ => true, () => new HttpRequestException(HttpRequestError.ResponseEnded, "ended"), times: 2);
        await OpenAsync();
        _world.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_closed_port_is_not_knocked_at_again()
    {
        _world.Internet.Break(_ => true, () => new HttpRequestException(
            HttpRequestError.ConnectionError, "refused", new SocketException((int)SocketError.ConnectionRefused)),
            times: 100);
        var error = await Should.ThrowAsync<LambdaImageException>(OpenAsync);
        (error.Kind, _world.Requests.Count).ShouldBe((ErrorKind.RegistryUnreachable, 1));
        error.Message.ShouldContain("nothing listens there");
    }

    [Fact]
    public async Task An_unknown_host_is_told_at_once()
    {
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync("nowhere.test/app"));
        (error.Kind, _world.Requests.Count).ShouldBe((ErrorKind.RegistryUnreachable, 1));
        error.Message.ShouldContain("there is no host nowhere.test");
    }

    [Fact]
    public async Task A_registry_that_keeps_silent_is_given_up()
    {
        _world.Internet.BeforeAnswer = async (_, cancel) =>
        {
            // The answer never comes; five minutes pass.
            var silence = Task.Delay(Timeout.Infinite, cancel);
            _world.Clock.Advance(TimeSpan.FromMinutes(6));
            await silence;
        };
        var error = await Should.ThrowAsync<LambdaImageException>(OpenAsync);
        error.Kind.ShouldBe(ErrorKind.RegistryUnreachable);
        error.Message.ShouldContain("kept silent for 300 s");
    }

    [Fact]
    public async Task Every_request_says_who_asks()
    {
        await OpenAsync();
        _world.Requests.ShouldAllBe(each => each.Headers["User-Agent"].StartsWith("lambda-image/"));
    }

    public void Dispose() => _world.Dispose();

    private Task OpenAsync() => _world.OpenAsync($"{RegistryWorld.Host}/app:v1");
}
