namespace LambdaImage.Engine.Tests.Aws;

public sealed class Finding_the_region : IDisposable
{
    private readonly AwsBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void What_was_asked_for_comes_first()
    {
        _bench.Environment["AWS_REGION"] = "us-east-1";

        Find(_bench.Session with { Region = "eu-west-1", DefaultRegion = "eu-west-2" }).ShouldBe("eu-west-1");
    }

    [Fact]
    public void Then_the_default_of_the_session()
    {
        _bench.Environment["AWS_REGION"] = "us-east-1";

        Find(_bench.Session with { Region = null, DefaultRegion = "eu-west-2" }).ShouldBe("eu-west-2");
    }

    [Fact]
    public void Then_AWS_REGION()
    {
        _bench.Environment["AWS_REGION"] = "us-east-1";
        _bench.Environment["AWS_DEFAULT_REGION"] = "us-east-2";
        _bench.WriteProfiles("[default]\nregion = us-west-1\n");

        Find(_bench.Session with { Region = null }).ShouldBe("us-east-1");
    }

    [Fact]
    public void Then_AWS_DEFAULT_REGION()
    {
        _bench.Environment["AWS_DEFAULT_REGION"] = "us-east-2";

        Find(_bench.Session with { Region = null }).ShouldBe("us-east-2");
    }

    [Fact]
    public void Then_the_profile()
    {
        _bench.WriteProfiles("[work]\nregion = us-west-1\naws_access_key_id = K\naws_secret_access_key = S\n");

        Find(_bench.Bare with { ProfileName = "work" }).ShouldBe("us-west-1");
    }

    [Fact]
    public void Nothing_is_an_error_only_when_a_region_is_needed()
    {
        var aws = _bench.Connector.Connect(_bench.Session with { Region = null }, _bench.Reporter);

        aws.In("ap-southeast-2").Region.ShouldBe("ap-southeast-2");
        var error = Should.Throw<LambdaImageException>(() => aws.Region);
        error.Kind.ShouldBe(ErrorKind.RegionNotFound);
        error.Remedy.ShouldContain("-Region");
    }

    [Theory]
    [InlineData("eu-west-1.evil.example/")]
    [InlineData("EU West")]
    [InlineData("localhost")]
    public void A_name_that_could_change_the_host_is_refused(string region) =>
        Should.Throw<LambdaImageException>(() => Find(_bench.Session with { Region = region })).Kind.ShouldBe(ErrorKind.RegionNotFound);

    private string Find(AwsSession session) => _bench.Connector.Connect(session, _bench.Reporter).Region;
}
