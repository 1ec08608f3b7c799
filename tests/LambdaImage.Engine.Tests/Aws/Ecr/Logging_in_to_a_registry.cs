using System.Text;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Aws.EcrPublic;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Aws.Ecr;

public sealed class Logging_in_to_a_registry : IDisposable
{
    private readonly AwsBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_private_registry_gives_user_password_and_end()
    {
        Answer();

        var login = await new EcrLogin(_bench.Connect()).GetAsync(new EcrRegistry("123456789012", "us-east-2"), default);

        (login.UserName, login.Password).ShouldBe(("AWS", "pass:word1"));
        login.ExpiresAt.ShouldBe(_bench.Clock.GetUtcNow().AddHours(12));
        login.ToString().ShouldNotContain("word1");
        var call = _bench.Aws.Single("GetAuthorizationToken");
        call.Uri.Host.ShouldBe("api.ecr.us-east-2.amazonaws.com");
        call.Body.ShouldBe("{}");
    }

    [Fact]
    public async Task The_public_registry_is_asked_in_its_one_region()
    {
        Answer(isPublic: true);

        var login = await new EcrPublicLogin(_bench.Connect(), _bench.Reporter).FindAsync(default);

        login.ShouldNotBeNull().Password.ShouldBe("pass:word1");
        var call = _bench.Aws.Single("GetAuthorizationToken");
        call.Uri.Host.ShouldBe("api.ecr-public.us-east-1.amazonaws.com");
        call.Header("X-Amz-Target").ShouldBe("SpencerFrontendService.GetAuthorizationToken");
    }

    [Fact]
    public async Task The_login_of_the_public_registry_is_kept_until_it_is_refused()
    {
        Answer(isPublic: true);
        var login = new EcrPublicLogin(_bench.Connect(), _bench.Reporter);
        var first = (await login.FindAsync(default)).ShouldNotBeNull();

        login.Reject(first with { Password = "another" });
        (await login.FindAsync(default)).ShouldBeSameAs(first);
        login.Reject(first);

        (await login.FindAsync(default)).ShouldNotBeNull().Password.ShouldBe("pass:word2");
    }

    [Fact]
    public async Task Without_credentials_the_public_registry_is_used_anonymously_and_nobody_asks_twice()
    {
        _bench.Session = _bench.Bare;
        var login = new EcrPublicLogin(_bench.Connect(), _bench.Reporter);

        (await login.FindAsync(default)).ShouldBeNull();
        (await login.FindAsync(default)).ShouldBeNull();

        _bench.Reporter.Lines.Count(line => line.Text.Contains("anonymously")).ShouldBe(1);
    }

    private void Answer(bool isPublic = false)
    {
        var count = 0;
        _bench.Aws.On("GetAuthorizationToken", _ =>
        {
            var data = new
            {
                authorizationToken = Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:pass:word{++count}")),
                expiresAt = _bench.Clock.GetUtcNow().AddHours(12).ToUnixTimeMilliseconds() / 1000.0,
            };
            return FakeAwsReply.Json(new { authorizationData = isPublic ? (object)data : new[] { data } });
        });
    }
}
