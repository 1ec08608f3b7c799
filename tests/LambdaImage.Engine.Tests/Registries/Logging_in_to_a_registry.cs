using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Logging_in_to_a_registry
{
    private static readonly TestImage Image = TestImage.Of("a", "b");

    [Fact]
    public async Task A_stranger_gets_a_token_where_strangers_may_read()
    {
        using var world = new RegistryWorld();
        world.Registry.Auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm);
        world.Registry.Repository("app").Add(Image, "v1");
        var image = await world.OpenAsync($"{RegistryWorld.Host}/app:v1");
        image.Descriptor.ShouldBe(Image.Descriptor);
        var token = world.Requests.Single(each => each.Url.Host == "auth.test");
        token.Authorization.ShouldBeNull();
        token.Query("service").ShouldBe("registry.test");
        token.Query("scope").ShouldBe("repository:app:pull");
    }

    [Fact]
    public async Task One_token_serves_a_whole_push()
    {
        using var world = new RegistryWorld { Credentials = [RegistryWorld.Login(RegistryWorld.Host, "me", "pw")] };
        var auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm) { Login = ("me", "pw") };
        world.Registry.Auth = auth;
        await world.PushAsync(Image, tags: ["v1", "v2"]);
        auth.Issued.ShouldBe(1);
        world.Requests.Count(each => each.Status == 401).ShouldBe(1);
        world.Requests.Single(each => each.Url.Host == "auth.test").Query("scope").ShouldBe("repository:app:pull,push");
    }

    [Fact]
    public async Task A_token_that_ends_in_the_middle_is_renewed()
    {
        using var world = new RegistryWorld();
        var auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm);
        world.Registry.Auth = auth;
        world.Internet.BeforeAnswer = (request, _) =>
        {
            // Whatever comes second of each kind meets a registry that has forgotten every token.
            if (request.Method is "PUT" && world.Requests.Count(each => each.Method == "PUT") is 1 or 4) auth.Revoke();
            return Task.CompletedTask;
        };
        await world.PushAsync(Image, tags: "v1");
        world.Registry.Repository("app").Tags["v1"].ShouldBe(Image.Descriptor.Digest);
        auth.Issued.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_token_refused_while_a_layer_is_sent_costs_only_another_attempt()
    {
        using var world = new RegistryWorld();
        var auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm);
        world.Registry.Auth = auth;
        var isRevoked = 0;
        world.Internet.BeforeAnswer = (request, _) =>
        {
            if (request.IsUpload && Interlocked.Exchange(ref isRevoked, 1) == 0) auth.Revoke();
            return Task.CompletedTask;
        };
        await world.PushAsync(TestImage.Of("only"), tags: "v1");
        world.Requests.Count(each => each is { IsUpload: true, Status: 401 }).ShouldBeGreaterThan(0);
        world.Registry.Repository("app").Tags.ShouldContainKey("v1");
    }

    [Fact]
    public async Task A_token_near_its_end_is_not_used()
    {
        using var world = new RegistryWorld();
        var auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm) { Lifetime = TimeSpan.FromSeconds(300) };
        world.Registry.Auth = auth;
        world.Registry.Repository("app").Add(Image, "v1");
        await world.OpenAsync($"{RegistryWorld.Host}/app:v1");
        world.Clock.Advance(TimeSpan.FromSeconds(271));
        await world.OpenAsync($"{RegistryWorld.Host}/app:v1");
        auth.Issued.ShouldBe(2);
        world.Requests.Count(each => each.Status == 401).ShouldBe(1);
    }

    [Fact]
    public async Task A_refresh_token_is_exchanged_by_post()
    {
        using var world = new RegistryWorld
        {
            Credentials = [RegistryWorld.Login(RegistryWorld.Host, "<token>",
            "refresh-me", isIdentityToken: true)]
        };
        world.Registry.Auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm)
        {
            Login = ("nobody", "no"),
            RefreshToken = "refresh-me"
        };
        world.Registry.Repository("app").Add(Image, "v1");
        await world.OpenAsync($"{RegistryWorld.Host}/app:v1");
        world.Requests.Single(each => each.Url.Host == "auth.test").Method.ShouldBe("POST");
    }

    [Fact]
    public async Task Mounting_asks_for_the_right_to_read_the_other_repository()
    {
        using var world = new RegistryWorld();
        world.Registry.Auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm);
        var image = TestImage.Of(
            [new TestLayer("base"u8.ToArray()) { Origin = ImageReference.Parse($"{RegistryWorld.Host}/base") }]);
        world.Registry.Repository("base").Add(image);
        (await world.PushAsync(image)).Blobs[0].Transfer.ShouldBe(BlobTransfer.Mounted);
        world.Requests.Where(each => each.Url.Host == "auth.test")
            .ShouldContain(each => each.Url.Query.Contains("repository%3Abase%3Apull", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_scope_the_registry_demands_besides_is_added()
    {
        using var world = new RegistryWorld();
        world.Registry.Auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm) { AlsoDemands = "aws" };
        world.Registry.Repository("app").Add(Image, "v1");
        await world.OpenAsync($"{RegistryWorld.Host}/app:v1");
        world.Requests[^1].Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_wrong_password_names_where_it_came_from_and_how_to_replace_it()
    {
        using var world = new RegistryWorld { Credentials = [RegistryWorld.Login(RegistryWorld.Host, "me", "wrong")] };
        world.Registry.Auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm) { Login = ("me", "right") };
        var error = await Should.ThrowAsync<LambdaImageException>(() => world.OpenAsync($"{RegistryWorld.Host}/app"));
        error.Kind.ShouldBe(ErrorKind.RegistryUnauthorized);
        error.Message.ShouldContain("login of me from the test");
        error.Message.ShouldNotContain("wrong");
        error.Remedy.ShouldContain("docker login registry.test");
    }

    [Fact]
    public async Task Without_a_login_the_error_says_that_none_was_found()
    {
        using var world = new RegistryWorld();
        world.Registry.Auth = new InMemoryRegistryAuth.Basic("me", "pw");
        var error = await Should.ThrowAsync<LambdaImageException>(() => world.OpenAsync($"{RegistryWorld.Host}/app"));
        error.Kind.ShouldBe(ErrorKind.RegistryUnauthorized);
        error.Message.ShouldContain("none was found");
        world.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_registry_that_never_has_enough_is_asked_twice_only()
    {
        using var world = new RegistryWorld();
        world.Registry.Auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm);
        world.Internet.Fail(each => each.Url.Host == RegistryWorld.Host,
            () => RegistryAnswer.Status(401)
                .With("WWW-Authenticate", $"Bearer realm=\"{RegistryWorld.Realm}\""), times: 100);
        await Should.ThrowAsync<LambdaImageException>(() => world.OpenAsync($"{RegistryWorld.Host}/app"));
        world.Requests.Count(each => each.Url.Host == RegistryWorld.Host).ShouldBe(2);
    }

    [Theory]
    [InlineData("http://auth.test/token")]
    [InlineData("http://127.0.0.1:99/token")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://[fe80::1]/token")]
    [InlineData("file:///etc/passwd")]
    public async Task No_password_goes_to_a_token_service_that_is_not_safe(string realm)
    {
        using var world = new RegistryWorld { Credentials = [RegistryWorld.Login(RegistryWorld.Host, "me", "pw")] };
        world.Registry.Auth = new InMemoryRegistryAuth.Bearer(realm) { Login = ("me", "pw") };
        var error = await Should.ThrowAsync<LambdaImageException>(() => world.OpenAsync($"{RegistryWorld.Host}/app"));
        error.Kind.ShouldBe(ErrorKind.RegistryInsecure);
        world.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_ecr_login_goes_with_the_first_request()
    {
        using var world = new RegistryWorld { Credentials = [RegistryWorld.Login(RegistryWorld.Ecr, "AWS", "pw")] };
        world.Internet.Host(RegistryWorld.Ecr).Auth = new InMemoryRegistryAuth.Basic("AWS", "pw");
        await world.PushAsync(Image, ImageReference.Parse(RegistryWorld.Ecr + "/app"), "v1");
        world.Requests.ShouldAllBe(each => each.Status != 401);
    }

    [Fact]
    public async Task An_ecr_login_that_ended_is_replaced_once()
    {
        var source = new RenewingLogins("old", "new");
        using var world = new RegistryWorld { Credentials = [source] };
        var auth = new InMemoryRegistryAuth.Basic("AWS", "old") { SaysExpired = true };
        world.Internet.Host(RegistryWorld.Ecr).Auth = auth;
        var target = ImageReference.Parse(RegistryWorld.Ecr + "/app");
        var plan = await world.PlanAsync(Image, target, "v1");
        world.Clock.Advance(TimeSpan.FromHours(13));
        auth.Password = "new";
        await plan.RunAsync(world.Reporter, CancellationToken.None);
        world.Internet.Host(RegistryWorld.Ecr).Repository("app").Tags.ShouldContainKey("v1");
        source.Rejected.ShouldBe(1);
    }

    [Fact]
    public async Task An_ecr_login_that_ends_while_a_layer_is_sent_costs_only_another_attempt()
    {
        var source = new RenewingLogins("old", "new");
        using var world = new RegistryWorld { Credentials = [source] };
        var auth = new InMemoryRegistryAuth.Basic("AWS", "old") { SaysExpired = true };
        world.Internet.Host(RegistryWorld.Ecr).Auth = auth;
        var hasEnded = 0;
        world.Internet.BeforeAnswer = (request, _) =>
        {
            if (request.IsUpload && Interlocked.Exchange(ref hasEnded, 1) == 0)
            {
                world.Clock.Advance(TimeSpan.FromHours(13));
                auth.Password = "new";
            }

            return Task.CompletedTask;
        };
        await world.PushAsync(Image, ImageReference.Parse(RegistryWorld.Ecr + "/app"), "v1");
        world.Requests.ShouldContain(each => each.IsUpload && each.Method == "PATCH" && each.Status == 403);
        world.Internet.Host(RegistryWorld.Ecr).Repository("app").Tags.ShouldContainKey("v1");
        source.Rejected.ShouldBe(1);
    }

    [Fact]
    public async Task An_ecr_login_that_is_new_and_denied_is_not_asked_for_again()
    {
        var source = new RenewingLogins("old", "new");
        using var world = new RegistryWorld { Credentials = [source] };
        world.Internet.Host(RegistryWorld.Ecr)
            .Auth = new InMemoryRegistryAuth.Basic("AWS", "other") { SaysExpired = true };
        var error = await Should.ThrowAsync<LambdaImageException>(
            () => world.PlanAsync(Image, ImageReference.Parse(RegistryWorld.Ecr + "/app")));
        error.Kind.ShouldBe(ErrorKind.RegistryUnauthorized);
        error.Message.ShouldContain("has expired");
        error.Remedy.ShouldContain("aws ecr get-login-password --region eu-west-1");
        source.Rejected.ShouldBe(0);
    }

    [Fact]
    public async Task A_login_for_one_registry_is_never_sent_to_another()
    {
        using var world = new RegistryWorld { Credentials = [RegistryWorld.Login("other.test", "me", "pw")] };
        world.Registry.Auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm);
        world.Registry.Repository("app").Add(Image, "v1");
        await world.OpenAsync($"{RegistryWorld.Host}/app:v1");
        world.Requests.ShouldAllBe(each => each.Authorization == null || each.Authorization.Scheme == "Bearer");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_login_that_has_expired_does_not_keep_from_reading_what_all_may_read(bool isRefusedByTheTokenService)
    {
        using var world = new RegistryWorld { Credentials = [RegistryWorld.Login("public.ecr.aws", "AWS", "expired")] };
        StaleLoginsAreRefused(world, isRefusedByTheTokenService);

        (await world.OpenAsync(PublicImage)).Descriptor.ShouldBe(Image.Descriptor);

        world.Reporter.Lines.ShouldContain(line => line.Level == LogLevel.Verbose
            && line.Message == "public.ecr.aws does not accept the login of AWS from the test for public.ecr.aws/lambda/nodejs: trying to read without it");
        world.Reporter.Lines.ShouldContain(line => line.Level == LogLevel.Verbose && line.Message.Contains("going on as anonymous"));
        world.Reporter.Text.ShouldNotContain("expired\n");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_next_source_of_logins_is_tried_before_none(bool isRefusedByTheTokenService)
    {
        using var world = new RegistryWorld
        {
            Credentials = [RegistryWorld.Login("public.ecr.aws", "AWS", "expired"), new BrokenLogins(), RegistryWorld.Login("public.ecr.aws", "AWS", "fresh")],
        };
        StaleLoginsAreRefused(world, isRefusedByTheTokenService);

        (await world.OpenAsync(PublicImage)).Descriptor.ShouldBe(Image.Descriptor);

        world.Requests.Last(each => each.Url.AbsoluteUri.StartsWith(RegistryWorld.Realm, StringComparison.Ordinal)).Authorization.ShouldNotBeNull();
        world.Reporter.Text.ShouldNotContain("anonymous");
    }

    [Fact]
    public async Task A_wrong_password_is_no_reason_not_to_try_another_with_every_request_either()
    {
        using var world = new RegistryWorld
        {
            Credentials = [RegistryWorld.Login(RegistryWorld.Host, "me", "old"), RegistryWorld.Login(RegistryWorld.Host, "me", "new")],
        };
        world.Registry.Auth = new InMemoryRegistryAuth.Basic("me", "new");
        world.Registry.Repository("app").Add(Image, "v1");

        (await world.OpenAsync($"{RegistryWorld.Host}/app:v1")).Descriptor.ShouldBe(Image.Descriptor);

        world.Requests.Count(each => each.Status == 401).ShouldBe(2);
    }

    [Fact]
    public async Task Where_all_logins_are_refused_the_error_is_about_the_first()
    {
        using var world = new RegistryWorld
        {
            Credentials = [RegistryWorld.Login(RegistryWorld.Host, "first", "old"), RegistryWorld.Login(RegistryWorld.Host, "second", "old")],
        };
        world.Registry.Auth = new InMemoryRegistryAuth.Basic("me", "new");

        var error = await Should.ThrowAsync<LambdaImageException>(() => world.OpenAsync($"{RegistryWorld.Host}/app:v1"));

        error.Kind.ShouldBe(ErrorKind.RegistryUnauthorized);
        error.Message.ShouldContain("does not accept the login of first from the test");
    }

    [Fact]
    public async Task A_push_is_never_tried_as_somebody_else()
    {
        using var world = new RegistryWorld
        {
            Credentials = [RegistryWorld.Login(RegistryWorld.Host, "me", "old"), RegistryWorld.Login(RegistryWorld.Host, "me", "new")],
        };
        world.Registry.Auth = new InMemoryRegistryAuth.Basic("me", "new");

        var error = await Should.ThrowAsync<LambdaImageException>(() => world.PushAsync(Image, null, "v1"));

        error.Kind.ShouldBe(ErrorKind.RegistryUnauthorized);
    }

    private const string PublicImage = "public.ecr.aws/lambda/nodejs:22";

    /// <summary>As Amazon ECR Public does: strangers may read, and a login that has expired may not.</summary>
    private static void StaleLoginsAreRefused(RegistryWorld world, bool byTheTokenService)
    {
        var host = world.Internet.Host("public.ecr.aws");
        var auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm) { LetsStrangersIn = true };
        if (byTheTokenService) auth.Login = ("AWS", "fresh");
        else auth.TakesAnyLogin = true;
        host.Auth = auth;
        host.Repository("lambda/nodejs").Add(Image, "22");
        if (byTheTokenService) return;
        var stale = Convert.ToBase64String("AWS:expired"u8);
        // Its token service gives a token for any password, and only the registry looks at it.
        world.Internet.Fail(
            each => each.Url.Host == "public.ecr.aws" && each.Authorization is { Parameter: { } token } && auth.LoginBehind(token) == stale,
            403, times: 100, code: "DENIED", message: "Your authorization token has expired. Reauthenticate and try again.");
    }

    /// <summary>A source that throws.</summary>
    private sealed class BrokenLogins : IRegistryCredentials
    {
        public ValueTask<RegistryLogin?> FindAsync(ImageReference target, CancellationToken cancel) =>
            throw new LambdaImageException(ErrorKind.RegistryUnauthorized, "broken", "mend it", "test");
    }

    /// <summary>Gives the next of its passwords whenever one was rejected.</summary>
    private sealed class RenewingLogins(params string[] passwords) : IRegistryCredentials
    {
        public int Rejected { get; private set; }

        public ValueTask<RegistryLogin?> FindAsync(ImageReference target, CancellationToken cancel) =>
            ValueTask.FromResult<RegistryLogin?>(
            new RegistryLogin("AWS", passwords[Math.Min(Rejected, passwords.Length - 1)], "ECR"));

        public void Reject(RegistryLogin login) => Rejected++;
    }
}
