using LambdaImage.Engine.Http;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Keeping_secrets_out_of_the_log
{
    [Theory]
    [InlineData("https://u:pw@host/v2/", "https://host/v2/")]
    [InlineData("https://s3/x?X-Amz-Signature=topsecret&X-Amz-Date=1", "https://s3/x?X-Amz-Signature=…&X-Amz-Date=…")]
    [InlineData("https://r/v2/a/blobs/uploads/1?_state=topsecret&digest=sha256:12",
        "https://r/v2/a/blobs/uploads/1?_state=…&digest=sha256:12")]
    [InlineData("https://a/token?service=r&scope=repository:a:pull",
        "https://a/token?service=r&scope=repository:a:pull")]
    public void Addresses_keep_only_what_is_harmless(string url, string expected) =>
        Redact.Url(new Uri(url)).ShouldBe(expected);

    [Theory]
    [InlineData("GET https://s3/x?X-Amz-Signature=topsecret failed")]
    [InlineData("Authorization: Bearer topsecret.topsecret")]
    [InlineData("Authorization: Basic dG9wc2VjcmV0OnRvcHNlY3JldA==topsecret")]
    [InlineData("{\"token\":\"topsecret\"}")]
    [InlineData("password=topsecret&x=1")]
    [InlineData("{\"refresh_token\" : \"topsecret\"}")]
    public void Free_text_loses_what_looks_like_a_secret(string text) =>
        Redact.Text(text).ShouldNotContain("topsecret");

    [Theory]
    [InlineData("The repository with name 'basic auth' does not exist")]
    [InlineData("Your authorization token has expired. Reauthenticate and try again.")]
    [InlineData("no basic auth credentials")]
    public void Words_that_only_speak_of_secrets_stay(string text) => Redact.Text(text).ShouldBe(text);

    [Fact]
    public async Task A_whole_push_and_pull_prints_none()
    {
        var world = new RegistryWorld
        {
            Credentials = [RegistryWorld.Login(RegistryWorld.Host, "me",
            "topsecret-password")]
        };
        world.Registry.Auth = new InMemoryRegistryAuth.Bearer(RegistryWorld.Realm)
        {
            Login = ("me",
            "topsecret-password")
        };
        world.Registry.RedirectsBlobs = true;
        await world.PushAsync(TestImage.Of("a"), tags: "v1");
        await RegistryWorld.ReadAsync((await world.OpenAsync($"{RegistryWorld.Host}/app:v1")).Layers[0]);
        world.Reporter.Text.ShouldContain("GET https://storage.test/");
        world.Reporter.Text.ShouldNotContain("topsecret");
        world.Reporter.Text.ShouldNotContain("token-1");
        world.Reporter.Text.ShouldNotContain("_state=0");
    }
}
