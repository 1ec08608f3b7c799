using System.Net.Sockets;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Aws;

public sealed class Refusals_by_AWS : IDisposable
{
    private readonly AwsBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(400, "ExpiredTokenException", ErrorKind.CredentialsRejected)]
    [InlineData(403, "ExpiredToken", ErrorKind.CredentialsRejected)]
    [InlineData(400, "UnrecognizedClientException", ErrorKind.CredentialsRejected)]
    [InlineData(403, "InvalidClientTokenId", ErrorKind.CredentialsRejected)]
    [InlineData(403, "SignatureDoesNotMatch", ErrorKind.CredentialsRejected)]
    [InlineData(400, "InvalidSignatureException", ErrorKind.CredentialsRejected)]
    [InlineData(403, "MissingAuthenticationTokenException", ErrorKind.CredentialsRejected)]
    [InlineData(400, "AccessDeniedException", ErrorKind.AccessDenied)]
    [InlineData(403, "AccessDenied", ErrorKind.AccessDenied)]
    [InlineData(400, "ThrottlingException", ErrorKind.AwsThrottled)]
    [InlineData(429, "TooManyRequestsException", ErrorKind.AwsThrottled)]
    [InlineData(500, "ServerException", ErrorKind.AwsUnavailable)]
    [InlineData(503, "ServiceUnavailable", ErrorKind.AwsUnavailable)]
    [InlineData(400, "InvalidParameterException", ErrorKind.AwsRejected)]
    public async Task Each_code_becomes_the_error_that_says_what_to_do(int status, string code, ErrorKind expected)
    {
        var error = await RefuseAsync(FakeAwsReply.Error(status, code, "AWS says so"));

        error.Kind.ShouldBe(expected);
        error.Message.ShouldStartWith("Tried to read the policy of repository 'shop'");
        error.Message.ShouldContain("AWS says so.");
        error.Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_denied_call_names_the_permission_and_what_it_is_needed_for()
    {
        var error = await RefuseAsync(FakeAwsReply.Error(400, "AccessDeniedException", "User x is not authorized"));

        error.Remedy.ShouldBe("Allow ecr:GetRepositoryPolicy on shop for the identity from -AccessKey, or choose another with -ProfileName.");
        error.Target.ShouldBe("shop");
    }

    [Fact]
    public async Task Lambda_writes_the_code_into_a_header()
    {
        _bench.Aws.On("GetFunction", FakeAwsReply.LambdaError(403, "AccessDeniedException", "not authorized to perform: lambda:GetFunction"));

        var error = await Should.ThrowAsync<LambdaImageException>(() => _bench.Connect().SendAsync(new GetFunction("shop"), default));

        error.Kind.ShouldBe(ErrorKind.AccessDenied);
        error.Message.ShouldContain("not authorized to perform: lambda:GetFunction");
    }

    [Fact]
    public async Task STS_writes_it_into_XML()
    {
        _bench.Aws.On("GetCallerIdentity", FakeAwsReply.XmlError(403, "InvalidClientTokenId", "The security token is invalid."));

        var error = await Should.ThrowAsync<LambdaImageException>(() => _bench.Connect().CallerAsync(default));

        error.Kind.ShouldBe(ErrorKind.CredentialsRejected);
    }

    [Fact]
    public async Task The_signed_request_that_AWS_repeats_stays_out_of_the_message()
    {
        var text = "The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request "
            + "should have been\n'POST\n/\n\nx-amz-security-token:TOPSECRET'";

        var error = await RefuseAsync(FakeAwsReply.Error(403, "InvalidSignatureException", text));

        error.Message.ShouldContain("does not match the signature you provided.");
        error.Message.ShouldNotContain("TOPSECRET");
    }

    [Fact]
    public async Task A_wrong_clock_is_called_that()
    {
        var error = await RefuseAsync(FakeAwsReply.Error(403, "InvalidSignatureException", "Signature expired: 20260101T000000Z is now earlier than"));

        error.Message.ShouldContain("clock is wrong");
    }

    [Theory]
    [InlineData(503, ErrorKind.AwsUnavailable)]
    [InlineData(403, ErrorKind.AccessDenied)]
    [InlineData(418, ErrorKind.AwsRejected)]
    public async Task A_proxy_that_answers_in_HTML_is_judged_by_its_status(int status, ErrorKind expected) =>
        (await RefuseAsync(FakeAwsReply.Html(status))).Kind.ShouldBe(expected);

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_named_with_its_host()
    {
        var error = await RefuseAsync(FakeAwsReply.Throw(new HttpRequestException("boom", new SocketException((int)SocketError.ConnectionRefused))));

        error.Kind.ShouldBe(ErrorKind.AwsUnavailable);
        error.Message.ShouldContain("api.ecr.eu-west-1.amazonaws.com cannot be reached");
        error.Message.ShouldContain("refused");
    }

    [Fact]
    public async Task An_answer_that_is_no_JSON_is_no_answer()
    {
        var error = await RefuseAsync(FakeAwsReply.Text("<html>login to the hotel's network</html>"));

        error.Kind.ShouldBe(ErrorKind.AwsUnavailable);
        error.Message.ShouldContain("does not answer like AWS");
    }

    [Fact]
    public async Task Expired_keys_of_a_session_are_asked_for_once_more()
    {
        var asked = 0;
        _bench.Session = _bench.Session with
        {
            Keys = () => new AwsKeys(FakeAws.AccessKey, FakeAws.SecretKey, $"token {++asked}"),
        };
        _bench.Aws.On(
            "GetRepositoryPolicy",
            FakeAwsReply.Error(400, "ExpiredTokenException", "expired"),
            FakeAwsReply.Json(new { policyText = "{}" }));

        await _bench.Connect().SendAsync(new GetRepositoryPolicy("shop"), default);

        _bench.Aws.Calls.Select(call => call.Header("X-Amz-Security-Token")).ShouldBe(["token 1", "token 2"]);
    }

    [Fact]
    public async Task Keys_that_stay_expired_are_an_error()
    {
        var error = await RefuseAsync(FakeAwsReply.Error(400, "ExpiredTokenException", "expired"));

        error.Kind.ShouldBe(ErrorKind.CredentialsRejected);
        _bench.Aws.Calls.Count.ShouldBe(2);
    }

    private async Task<LambdaImageException> RefuseAsync(FakeAwsReply reply)
    {
        _bench.Aws.On("GetRepositoryPolicy", reply);
        return await Should.ThrowAsync<LambdaImageException>(() => _bench.Connect().SendAsync(new GetRepositoryPolicy("shop"), default));
    }
}
