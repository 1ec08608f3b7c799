using LambdaImage.Engine.Builders.ContainerCli;

namespace LambdaImage.Engine.Tests.Builders.Cli;

public sealed class Writing_what_a_CLI_reads : IDisposable
{
    private readonly BuildFolder _folder = new();

    [Fact]
    public async Task A_place_where_no_folder_can_be_made_is_told()
    {
        await File.WriteAllTextAsync(_folder.Path("work"), "a file");

        await ShouldTellAsync(_folder.Path("work"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told()
    {
        Directory.CreateDirectory(_folder.Path("work/Dockerfile"));

        await ShouldTellAsync(_folder.Path("work/Dockerfile"));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The text is another than that on disk, so it has to be written.</summary>
    private async Task ShouldTellAsync(string path)
    {
        var job = _folder.Job("FROM scratch\n", request => request with { Dockerfile = request.Dockerfile with { Text = "FROM base\n" } });

        var error = await Should.ThrowAsync<LambdaImageException>(() => BuildFiles.PrepareAsync(job, CancellationToken.None));

        (error.Kind, error.Target).ShouldBe((ErrorKind.OutputNotWritable, path));
        error.Remedy.ShouldContain("LAMBDAIMAGE_CACHE");
    }
}
