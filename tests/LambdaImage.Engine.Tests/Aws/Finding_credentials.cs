using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Aws;

public sealed class Finding_credentials : IDisposable
{
    private const string Secret = FakeAws.SecretKey;

    private readonly AwsBench _bench = new();

    public Finding_credentials()
    {
        _bench.Environment["AWS_REGION"] = "eu-west-1";
        _bench.Aws.On("GetRepositoryPolicy", FakeAwsReply.Json(new { policyText = "{}" }));
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Explicit_keys_come_before_everything()
    {
        _bench.Environment["AWS_ACCESS_KEY_ID"] = "ENVKEY";
        _bench.Environment["AWS_SECRET_ACCESS_KEY"] = Secret;

        (await KeyUsedAsync(_bench.Session)).ShouldBe(FakeAws.AccessKey);
    }

    [Fact]
    public async Task Explicit_keys_are_asked_for_again_when_they_may_have_changed()
    {
        var asked = 0;
        _bench.Session = _bench.Session with { Keys = () => new AwsKeys($"KEY{++asked}", Secret, SessionToken: null) };
        var aws = _bench.Connect();

        await aws.SendAsync(new GetRepositoryPolicy("shop"), default);
        await aws.SendAsync(new GetRepositoryPolicy("shop"), default);
        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await aws.SendAsync(new GetRepositoryPolicy("shop"), default);

        _bench.Aws.Calls.Select(Key).ShouldBe(["KEY1", "KEY1", "KEY2"]);
    }

    [Fact]
    public async Task A_named_profile_comes_before_the_environment()
    {
        _bench.Environment["AWS_ACCESS_KEY_ID"] = "ENVKEY";
        _bench.Environment["AWS_SECRET_ACCESS_KEY"] = Secret;
        _bench.WriteProfiles($"[work]\naws_access_key_id = WORKKEY\naws_secret_access_key = {Secret}\n");

        (await KeyUsedAsync(_bench.Bare with { ProfileName = "work" })).ShouldBe("WORKKEY");
        _bench.Reporter.All.ShouldContain("Verbose: AWS credentials come from profile 'work'.");
    }

    [Fact]
    public async Task The_environment_comes_before_the_profile_it_names()
    {
        _bench.Environment["AWS_ACCESS_KEY_ID"] = "ENVKEY";
        _bench.Environment["AWS_SECRET_ACCESS_KEY"] = Secret;
        _bench.Environment["AWS_PROFILE"] = "work";
        _bench.WriteProfiles($"[work]\naws_access_key_id = WORKKEY\naws_secret_access_key = {Secret}\n");

        (await KeyUsedAsync(_bench.Bare)).ShouldBe("ENVKEY");
    }

    [Fact]
    public async Task The_default_profile_is_the_last_of_the_files()
    {
        _bench.WriteProfiles($"[default]\naws_access_key_id = DEFAULTKEY\naws_secret_access_key = {Secret}\n");

        (await KeyUsedAsync(_bench.Bare)).ShouldBe("DEFAULTKEY");
    }

    [Fact]
    public async Task A_folder_is_as_good_as_the_file_in_it()
    {
        _bench.WriteProfiles($"[work]\naws_access_key_id = WORKKEY\naws_secret_access_key = {Secret}\n");

        (await KeyUsedAsync(new AwsSession { ProfileName = "work", ProfileLocation = _bench.Folder })).ShouldBe("WORKKEY");
    }

    [SkippableFact]
    public async Task A_profile_may_run_a_program_for_its_keys()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs echo");
        var json = """{"Version":1,"AccessKeyId":"PROCESSKEY","SecretAccessKey":"SECRET","SessionToken":"t"}""".Replace("SECRET", Secret, StringComparison.Ordinal);
        var file = Path.Combine(_bench.Folder, "keys.json");
        await File.WriteAllTextAsync(file, json);
        _bench.WriteProfiles($"[work]\ncredential_process = cat {file}\n");

        (await KeyUsedAsync(_bench.Bare with { ProfileName = "work" })).ShouldBe("PROCESSKEY");
    }

    [Fact]
    public void A_profile_that_does_not_exist_is_an_error_that_lists_the_others()
    {
        _bench.WriteProfiles($"[work]\naws_access_key_id = K\naws_secret_access_key = {Secret}\n[home]\naws_access_key_id = K\naws_secret_access_key = {Secret}\n");

        var error = Should.Throw<LambdaImageException>(() => _bench.Connector.Connect(_bench.Bare with { ProfileName = "wrok" }, _bench.Reporter));

        error.Kind.ShouldBe(ErrorKind.ProfileNotFound);
        error.Message.ShouldContain("'wrok'");
        error.Message.ShouldContain("home, work");
    }

    [Fact]
    public void So_is_one_that_the_environment_names()
    {
        _bench.Environment["AWS_PROFILE"] = "gone";

        Should.Throw<LambdaImageException>(() => _bench.Connector.Connect(_bench.Bare, _bench.Reporter)).Kind.ShouldBe(ErrorKind.ProfileNotFound);
    }

    [Fact]
    public async Task But_not_when_keys_are_given_anyway()
    {
        _bench.Environment["AWS_PROFILE"] = "gone";

        (await KeyUsedAsync(_bench.Session)).ShouldBe(FakeAws.AccessKey);
    }

    [Fact]
    public async Task A_profile_without_credentials_is_never_replaced_by_another_account()
    {
        _bench.Environment["AWS_ACCESS_KEY_ID"] = "ENVKEY";
        _bench.Environment["AWS_SECRET_ACCESS_KEY"] = Secret;
        _bench.WriteProfiles("[work]\nregion = eu-west-1\n");

        var error = await FailAsync(_bench.Bare with { ProfileName = "work" });

        error.Kind.ShouldBe(ErrorKind.ProfileNotFound);
        error.Message.ShouldContain("holds no credentials");
    }

    [Fact]
    public async Task A_profile_that_asks_for_a_code_says_what_to_do_instead()
    {
        _bench.WriteProfiles(
            $"[base]\naws_access_key_id = K\naws_secret_access_key = {Secret}\n"
            + "[work]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/me\n");

        var error = await FailAsync(_bench.Bare with { ProfileName = "work" });

        error.Message.ShouldContain("MFA");
        error.Remedy.ShouldContain("Set-AWSCredential -ProfileName work");
    }

    [Fact]
    public async Task A_program_that_fails_is_a_credentials_error()
    {
        _bench.WriteProfiles("[work]\ncredential_process = lambdaimage-no-such-program\n");

        var error = await FailAsync(_bench.Bare with { ProfileName = "work" });

        error.Kind.ShouldBe(ErrorKind.CredentialsRejected);
        error.Message.ShouldContain("profile 'work'");
    }

    [Fact]
    public async Task No_credentials_anywhere_is_an_error_that_says_where_was_looked()
    {
        var error = await FailAsync(_bench.Bare);

        error.Kind.ShouldBe(ErrorKind.CredentialsNotFound);
        error.Message.ShouldContain("instance metadata is turned off");
        _bench.Aws.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_host_that_fails_to_give_keys_is_a_credentials_error()
    {
        var error = await FailAsync(_bench.Session with { Keys = () => throw new InvalidOperationException("the assumed role is gone") });

        error.Kind.ShouldBe(ErrorKind.CredentialsRejected);
        error.Message.ShouldContain("-AccessKey: the assumed role is gone.");
    }

    private async Task<string> KeyUsedAsync(AwsSession session)
    {
        await _bench.Connector.Connect(session, _bench.Reporter).SendAsync(new GetRepositoryPolicy("shop"), default);
        return Key(_bench.Aws.Calls[^1]);
    }

    private Task<LambdaImageException> FailAsync(AwsSession session) => Should.ThrowAsync<LambdaImageException>(
        () => _bench.Connector.Connect(session, _bench.Reporter).SendAsync(new GetRepositoryPolicy("shop"), default));

    private static string Key(FakeAwsCall call) => call.Header("Authorization")!.Split("Credential=")[1].Split('/')[0];
}
