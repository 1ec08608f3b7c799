using System.Net.Sockets;
using LambdaImage.Engine.Http;
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
        RegistryWorld.ShouldHaveObeyed(_world.Clock, 42);
        _world.Reporter.Lines.ShouldContain(line => line.Level == LogLevel.Verbose
            && line.Message.Contains("registry.test answered 429; trying again in 42"));
    }

    [Fact]
    public async Task Retry_After_may_be_a_date()
    {
        var date = (_world.Clock.GetUtcNow() + TimeSpan.FromSeconds(30)).ToString("R");
        _world.Internet.Fail(_ => true, () => RegistryAnswer.Status(503).With("Retry-After", date));
        await OpenAsync();
        RegistryWorld.ShouldHaveObeyed(_world.Clock, 30);
    }

    [Fact]
    public void Those_who_were_told_the_same_do_not_all_come_back_at_once() =>
        Enumerable.Range(0, 20).Select(_ => RetryRules.PauseBefore(1, TimeSpan.FromSeconds(42))).Distinct().Count().ShouldBeGreaterThan(1);

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task Retry_After_counts_from_the_servers_own_now(int minutesOff)
    {
        var now = _world.Clock.GetUtcNow() + TimeSpan.FromMinutes(minutesOff);
        _world.Internet.Fail(_ => true, () => RegistryAnswer.Status(503).With("Date", now.ToString("R")).With("Retry-After", now.AddSeconds(5).ToString("R")));
        await OpenAsync();
        RegistryWorld.ShouldHaveObeyed(_world.Clock, 5);
    }

    [Fact]
    public async Task Who_asks_for_no_pause_gets_the_usual_one()
    {
        _world.Internet.Fail(_ => true, 429, times: 2, retryAfter: 0);
        var past = (_world.Clock.GetUtcNow() - TimeSpan.FromHours(1)).ToString("R");
        _world.Internet.Fail(_ => true, () => RegistryAnswer.Status(503).With("Retry-After", past), times: 2);
        await OpenAsync();
        _world.ShouldHaveBackedOff(1, 2, 4, 8);
    }

    [Fact]
    public async Task Who_asks_for_an_hour_is_not_waited_for()
    {
        _world.Internet.Fail(_ => true, 429, times: 100, retryAfter: 3600);
        var error = await Should.ThrowAsync<LambdaImageException>(OpenAsync);
        error.Kind.ShouldBe(ErrorKind.RegistryThrottled);
        error.Remedy.ShouldStartWith("Wait 60 minutes.");
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
            // The answer never comes; as much time passes as is waited for it.
            var silence = Task.Delay(Timeout.Infinite, cancel);
            _world.Clock.Advance(TimeSpan.FromSeconds(90));
            await silence;
        };
        var start = _world.Clock.GetUtcNow();
        var error = await Should.ThrowAsync<LambdaImageException>(OpenAsync);
        error.Kind.ShouldBe(ErrorKind.RegistryUnreachable);
        error.Message.ShouldContain("kept silent for 90 s");
        _world.Requests.Count.ShouldBe(3);
        (_world.Clock.GetUtcNow() - start).ShouldBeLessThan(TimeSpan.FromMinutes(5));
        _world.Reporter.Lines.Where(line => line.Level == LogLevel.Warning).ShouldHaveSingleItem().Message
            .ShouldBe("registry.test kept silent for 90 s (GET https://registry.test/v2/app/manifests/v1): trying again.");
    }

    [Fact]
    public async Task A_slow_registry_is_not_a_silent_one()
    {
        _world.Internet.BeforeAnswer = (_, _) =>
        {
            _world.Clock.Advance(TimeSpan.FromSeconds(80));
            return Task.CompletedTask;
        };
        await OpenAsync();
        _world.Requests.ShouldAllBe(each => each.Status == 200);
    }

    [Fact]
    public async Task A_registry_that_stores_is_given_more_time()
    {
        _world.Internet.BeforeAnswer = (request, _) =>
        {
            if (request.Method is "PUT") _world.Clock.Advance(TimeSpan.FromMinutes(4));
            return Task.CompletedTask;
        };
        await _world.PushAsync(TestImage.Of("b"), null, "v2");
        _world.Requests.Where(each => each.Method == "PUT").ShouldAllBe(each => each.Status == 201);
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
