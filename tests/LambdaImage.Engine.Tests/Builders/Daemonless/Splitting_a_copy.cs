using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Oci.Layers;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Builders.Daemonless;

public sealed class Splitting_a_copy
{
    [Fact]
    public void Dependencies_come_first_and_own_code_last()
    {
        var layers = LayerSplit.Of(Sorted(
            Folder("var"), Folder("var/task"), File("var/task/app.js"), Folder("var/task/public"), Big("var/task/public/app.png"),
            Folder("var/task/node_modules"), Big("var/task/node_modules/a.js"), Folder("var/task/lib"), Folder("var/task/lib/vendor"),
            File("var/task/lib/vendor/b.js")));

        layers.Select(layer => layer.Content).ShouldBe(["dependencies", "assets", "code"]);
        layers[0].Entries.Select(entry => entry.Path).ShouldBe(
        [
            "var", "var/task", "var/task/lib", "var/task/lib/vendor", "var/task/lib/vendor/b.js", "var/task/node_modules", "var/task/node_modules/a.js",
        ]);
        layers[1].Entries.Select(entry => entry.Path).ShouldBe(["var", "var/task", "var/task/public", "var/task/public/app.png"]);
        layers[2].Entries.Select(entry => entry.Path).ShouldBe(["var", "var/task", "var/task/app.js", "var/task/lib"]);
    }

    [Fact]
    public void A_folder_above_keeps_its_owner_and_mode_in_every_layer()
    {
        var task = Folder("task", 0b111_000_000) with { UserId = 7 };

        var layers = LayerSplit.Of(Sorted(task, File("task/app.js"), Folder("task/vendor"), Big("task/vendor/a")));

        layers.Select(layer => layer.Entries[0]).ShouldAllBe(entry => entry == task);
    }

    [Fact]
    public void Few_bytes_are_not_worth_a_layer() =>
        LayerSplit.Of(Sorted(File("app.js"), Folder("vendor"), File("vendor/a"))).ShouldHaveSingleItem().Content.ShouldBeNull();

    [Fact]
    public void A_copy_of_dependencies_alone_stays_whole() =>
        LayerSplit.Of(Sorted(Folder("app"), Folder("app/node_modules"), Big("app/node_modules/a"))).ShouldHaveSingleItem().Content.ShouldBeNull();

    [Fact]
    public void Hard_links_are_not_torn_apart()
    {
        var big = Big("app/vendor/a");

        LayerSplit.Of(Sorted(Folder("app"), Folder("app/vendor"), big, big with { Path = "app/b" })).ShouldHaveSingleItem().Content.ShouldBeNull();
    }

    private static LayerEntry Big(string path) => new(path, EntryKind.File) { Content = new InlineContent(new byte[1_000_000]) };

    private static LayerEntry[] Sorted(params LayerEntry[] entries) => [.. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal)];
}
