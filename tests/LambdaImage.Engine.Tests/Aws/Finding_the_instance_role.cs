using System.Diagnostics;
using LambdaImage.Engine.Aws.Credentials;

namespace LambdaImage.Engine.Tests.Aws;

public sealed class Finding_the_instance_role : IDisposable
{
    private readonly AwsBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_machine_without_one_is_left_after_two_seconds()
    {
        _bench.Environment["AWS_EC2_METADATA_DISABLED"] = "false";
        var chain = new AwsCredentialChain(_bench.Environment, new AwsProfiles(_bench.Environment), TimeProvider.System);
        var watch = Stopwatch.StartNew();

        var error = await Should.ThrowAsync<LambdaImageException>(() => chain.ResolveAsync(_bench.Bare, "look", default));

        error.Kind.ShouldBe(ErrorKind.CredentialsNotFound);
        error.Message.ShouldContain("no instance role");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }
}
