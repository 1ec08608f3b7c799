using LambdaImage.Session;

namespace LambdaImage.Tests.Session;

public sealed class Reading_foreign_credentials
{
    [Fact]
    public void An_object_with_GetCredentials_is_asked() =>
        ForeignCredentials.Read(new Credentials(), "-Credential").ShouldBe(new AwsKeys("AKID", "secret", "token"));

    [Fact]
    public void The_wrapper_of_AWS_Tools_is_opened_although_its_content_is_internal() =>
        ForeignCredentials.Read(new Wrapper(), "$StoredAWSCredentials").AccessKey.ShouldBe("AKID");

    [Fact]
    public void They_are_asked_again_each_time()
    {
        var credentials = new Credentials();

        ForeignCredentials.Read(credentials, "-Credential");
        ForeignCredentials.Read(credentials, "-Credential");

        credentials.Asked.ShouldBe(2);
    }

    [Fact]
    public void Keys_under_the_names_of_the_STS_API_are_taken() =>
        ForeignCredentials.Read(new { AccessKeyId = "AKID", SecretAccessKey = "secret", SessionToken = "" }, "-Credential")
            .ShouldBe(new AwsKeys("AKID", "secret", null));

    [Fact]
    public void A_failure_to_get_them_says_why()
    {
        var failure = Should.Throw<LambdaImageException>(() => ForeignCredentials.Read(new Expired(), "-Credential"));

        failure.Kind.ShouldBe(ErrorKind.CredentialsRejected);
        failure.Message.ShouldContain("The SSO session has expired.");
    }

    [Fact]
    public void Anything_else_is_refused() =>
        Should.Throw<LambdaImageException>(() => ForeignCredentials.Read("text", "-Credential")).Kind.ShouldBe(ErrorKind.CredentialsRejected);

    private sealed record Keys(string AccessKey, string SecretKey, string Token);

    private sealed class Credentials
    {
        public int Asked { get; private set; }

        public Keys GetCredentials()
        {
            Asked++;
            return new("AKID", "secret", "token");
        }
    }

    private sealed class Wrapper
    {
        internal Credentials Credentials { get; } = new();
    }

    private sealed class Expired
    {
        public static string Name => "expired";

        public Keys GetCredentials() => throw new InvalidOperationException("The SSO session has expired.");
    }
}
