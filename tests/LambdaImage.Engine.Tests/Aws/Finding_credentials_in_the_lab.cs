using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Runtime;
using LambdaImage.Engine.Tests.Deployments;

namespace LambdaImage.Engine.Tests.Aws;

/// <summary>Credentials that have to be fetched: the SDK loads its STS client by name and asks the lab.</summary>
public sealed class Finding_credentials_in_the_lab : IDisposable
{
    private const string Role = "arn:aws:iam::123456789012:role/lambdaimage-lab";

    private readonly AwsBench _bench = new();
    private readonly HttpMessageHandler _handler = AwsHttp.CreateHandler();

    public void Dispose()
    {
        _bench.Dispose();
        _handler.Dispose();
    }

    [SkippableFact]
    public async Task A_profile_assumes_its_role()
    {
        Skip.If(LabAws.Address is null, "needs the lab");
        _bench.WriteProfiles(
            $"[base]\naws_access_key_id = LABKEY\naws_secret_access_key = s\n[work]\nrole_arn = {Role}\nsource_profile = base\nregion = eu-west-1\n");

        var caller = await CallerAsync(_bench.Bare with { ProfileName = "work" });

        caller.ShouldContain("assumed-role/lambdaimage-lab");
        _bench.Reporter.All.ShouldContain("credentials come from profile 'work'");
    }

    [SkippableFact]
    public async Task A_pipeline_shows_its_web_identity()
    {
        Skip.If(LabAws.Address is null, "needs the lab");
        var file = Path.Combine(_bench.Folder, "token");
        await File.WriteAllTextAsync(file, "a.b.c");
        _bench.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = file;
        _bench.Environment["AWS_ROLE_ARN"] = Role;

        (await CallerAsync(_bench.Bare)).ShouldContain("assumed-role/lambdaimage-lab/lambda-image");
    }

    [SkippableFact]
    public async Task A_role_that_cannot_be_assumed_is_a_credentials_error()
    {
        Skip.If(LabAws.Address is null, "needs the lab");
        _bench.WriteProfiles(
            $"[base]\naws_access_key_id = BADKEY\naws_secret_access_key = s\n[work]\nrole_arn = {Role}\nsource_profile = base\nregion = eu-west-1\n");

        var error = await Should.ThrowAsync<LambdaImageException>(() => CallerAsync(_bench.Bare with { ProfileName = "work" }));

        error.Kind.ShouldBe(ErrorKind.CredentialsRejected);
        error.Message.ShouldContain("could be had from profile 'work': The security token included in the request is invalid.");
    }

    private async Task<string> CallerAsync(AwsSession session)
    {
        _bench.Environment["AWS_REGION"] = LabAws.Region;
        _bench.Environment["AWS_ENDPOINT_URL"] = LabAws.Address!;
        var connector = new AwsConnector(_bench.Environment, _handler, TimeProvider.System);
        return (await connector.Connect(session, _bench.Reporter).CallerAsync(default)).Arn;
    }
}
