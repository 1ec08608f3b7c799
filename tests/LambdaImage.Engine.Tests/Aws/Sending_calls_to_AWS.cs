using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Aws.Runtime;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Aws;

public sealed class Sending_calls_to_AWS : IDisposable
{
    private static readonly FakeAwsReply Caller = FakeAwsReply.Xml(
        """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult>
            <Arn>arn:aws:iam::123456789012:user/Alice</Arn><UserId>AIDA</UserId><Account>123456789012</Account>
          </GetCallerIdentityResult>
          <ResponseMetadata><RequestId>01234567</RequestId></ResponseMetadata>
        </GetCallerIdentityResponse>
        """);

    private readonly AwsBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_JSON_service_is_told_the_operation_in_a_header()
    {
        _bench.Aws.On("GetRepositoryPolicy", FakeAwsReply.Json(new { policyText = "{}" }));

        await _bench.Connect().SendAsync(new GetRepositoryPolicy("shop"), default);

        var call = _bench.Aws.Single("GetRepositoryPolicy");
        call.Method.ShouldBe("POST");
        call.Uri.ToString().ShouldBe("https://api.ecr.eu-west-1.amazonaws.com/");
        call.Header("X-Amz-Target").ShouldBe("AmazonEC2ContainerRegistry_V20150921.GetRepositoryPolicy");
        call.Header("Content-Type").ShouldBe("application/x-amz-json-1.1");
        call.Body.ShouldBe("""{"repositoryName":"shop"}""");
    }

    [Fact]
    public async Task A_REST_service_gets_names_and_ARNs_in_its_path()
    {
        _bench.Aws.On("GetFunction", FakeAwsReply.LambdaError(404, "ResourceNotFoundException", "no"));

        await _bench.Connect().SendAsync(new GetFunction("arn:aws:lambda:eu-west-1:123456789012:function:shop", "7"), default);

        _bench.Aws.Single("GetFunction").Uri.AbsoluteUri.ShouldBe(
            "https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Ashop?Qualifier=7");
    }

    [Fact]
    public async Task A_query_service_gets_a_form_and_answers_in_XML()
    {
        _bench.Aws.On("GetCallerIdentity", Caller);

        var caller = await _bench.Connect().CallerAsync(default);

        caller.ShouldBe(new("123456789012", "arn:aws:iam::123456789012:user/Alice"));
        _bench.Aws.Single("GetCallerIdentity").Body.ShouldBe("Action=GetCallerIdentity&Version=2011-06-15");
    }

    [Fact]
    public async Task A_session_token_goes_along()
    {
        _bench.Session = _bench.Session with { Keys = () => new AwsKeys(FakeAws.AccessKey, FakeAws.SecretKey, "the-token") };
        _bench.Aws.On("GetCallerIdentity", Caller);

        await _bench.Connect().CallerAsync(default);

        _bench.Aws.Single("GetCallerIdentity").Header("X-Amz-Security-Token").ShouldBe("the-token");
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("http://127.0.0.1:5000/")]
    [InlineData("https://proxy.example/aws")]
    [InlineData("https://proxy.example/aws/")]
    public async Task An_address_of_ones_own_keeps_its_path_and_its_signature(string address)
    {
        _bench.Session = _bench.Session with { EndpointUrl = address };
        _bench.Aws.On("GetFunction", FakeAwsReply.LambdaError(404, "ResourceNotFoundException", "no"))
            .On("GetRepositoryPolicy", FakeAwsReply.Json(new { policyText = "{}" }));
        var aws = _bench.Connect();

        await aws.SendAsync(new GetFunction("shop"), default);
        await aws.SendAsync(new GetRepositoryPolicy("shop"), default);

        _bench.Aws.Single("GetFunction").Uri.ToString().ShouldBe(address.TrimEnd('/') + "/2015-03-31/functions/shop");
        _bench.Aws.Single("GetRepositoryPolicy").Uri.ToString().ShouldBe(address.TrimEnd('/') + "/");
    }

    [Fact]
    public async Task The_signature_is_for_the_service_and_the_region_of_the_call()
    {
        _bench.Aws.On("GetRepositoryPolicy", FakeAwsReply.Json(new { policyText = "{}" }));

        await _bench.Connect().In("us-west-2").SendAsync(new GetRepositoryPolicy("shop"), default);

        var call = _bench.Aws.Single("GetRepositoryPolicy");
        call.Uri.Host.ShouldBe("api.ecr.us-west-2.amazonaws.com");
        call.Header("Authorization")!.ShouldContain("/us-west-2/ecr/aws4_request");
    }

    [Fact]
    public async Task The_user_agent_names_the_product_and_the_SDK()
    {
        _bench.Aws.On("GetCallerIdentity", Caller);

        await _bench.Connect().CallerAsync(default);

        _bench.Aws.Calls[0].Header("User-Agent")!.ShouldMatch("^LambdaImage/[0-9.]+ aws-sdk-dotnet");
    }

    [Fact]
    public async Task Throttled_calls_are_made_again()
    {
        _bench.Environment["AWS_MAX_ATTEMPTS"] = "2";
        _bench.Aws.On("GetCallerIdentity", FakeAwsReply.XmlError(400, "Throttling", "Rate exceeded"), Caller);

        await _bench.Connect().CallerAsync(default);

        _bench.Aws.Calls.Count.ShouldBe(2);
        _bench.Reporter.All.ShouldContain("attempt 2");
    }

    [Fact]
    public async Task Each_attempt_is_one_debug_line_without_secrets()
    {
        _bench.Session = _bench.Session with { Keys = () => new AwsKeys(FakeAws.AccessKey, FakeAws.SecretKey, "the-token") };
        _bench.Aws.On("GetCallerIdentity", Caller);

        await _bench.Connect().CallerAsync(default);

        var line = _bench.Reporter.Lines.Single(line => line.Level == LogLevel.Debug).Text;
        line.ShouldBe($"AWS GetCallerIdentity at sts.eu-west-1.amazonaws.com: ok in 0 ms, attempt 1, request id {FakeAwsReply.RequestId}");
        _bench.Reporter.All.ShouldContain("credentials come from -AccessKey");
        _bench.Reporter.All.ShouldNotContain(FakeAws.SecretKey);
        _bench.Reporter.All.ShouldNotContain("the-token");
    }

    [Fact]
    public async Task Cancelling_ends_a_call_that_hangs()
    {
        using var stop = new CancellationTokenSource();
        _bench.Aws.On("GetCallerIdentity", _ =>
        {
            stop.Cancel();
            return FakeAwsReply.Never;
        });

        await Should.ThrowAsync<OperationCanceledException>(() => _bench.Connect().CallerAsync(stop.Token));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_a_signed_request()
    {
        _bench.Aws.On("GetCallerIdentity", FakeAwsReply.Html(302));

        var error = await Should.ThrowAsync<LambdaImageException>(() => _bench.Connect().CallerAsync(default));

        error.Kind.ShouldBe(ErrorKind.AwsRejected);
        AwsHttp.CreateHandler().AllowAutoRedirect.ShouldBeFalse();
    }

    [Fact]
    public async Task Two_connections_share_nothing_but_the_handler()
    {
        _bench.Aws.On("GetCallerIdentity", Caller);
        var one = _bench.Connect();
        var two = _bench.Connector.Connect(_bench.Session with { Region = "us-east-1" }, _bench.Reporter);

        await one.CallerAsync(default);
        await two.CallerAsync(default);

        _bench.Aws.Calls.Select(call => call.Uri.Host).ShouldBe(["sts.eu-west-1.amazonaws.com", "sts.us-east-1.amazonaws.com"]);
    }
}
