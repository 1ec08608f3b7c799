using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

[Collection(nameof(AloneInTheProcess))]
public sealed class Cancelling_a_push
{
    [Fact]
    public async Task Ends_it_at_once()
    {
        using var world = new RegistryWorld();
        using var cancel = new CancellationTokenSource();
        var plan = await world.PlanAsync(TestImage.Of("one", "two", "three"));
        var reached = new TaskCompletionSource();
        world.Internet.BeforeAnswer = async (request, token) =>
        {
            if (!request.IsUpload) return;
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        };
        var run = plan.RunAsync(world.Reporter, cancel.Token);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(
            () => run.WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None));
        world.Registry.Repository("app").Manifests.ShouldBeEmpty();
    }
}
