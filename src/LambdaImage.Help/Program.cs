using LambdaImage.Commands;
using LambdaImage.Help.Cmdlets;
using LambdaImage.Help.Maml;
using LambdaImage.Help.Pages;

// help pages DOCS         brings the generated parts of DOCS/cmdlets/*.md up to date
// help maml DOCS OUTPUT   writes what Get-Help reads: OUTPUT/en-US/LambdaImage.dll-Help.xml and the about_ topics
const int WrongUsage = 2;

var cmdlets = new CmdletReader(typeof(AwsCommand<>).Assembly).ReadAll();
switch (args)
{
    case ["pages", var docs]:
        foreach (var cmdlet in cmdlets)
        {
            var file = CmdletPages.FileOf(docs, cmdlet.Name);
            File.WriteAllText(file, CmdletPages.Renew(cmdlet, File.Exists(file) ? File.ReadAllText(file) : null));
        }

        return 0;

    case ["maml", var docs, var output]:
        var folder = Directory.CreateDirectory(Path.Combine(output, "en-US")).FullName;
        var pages = cmdlets.Select(cmdlet => (cmdlet, CmdletPages.Read(File.ReadAllText(CmdletPages.FileOf(docs, cmdlet.Name)))));
        MamlDocument.Of(pages).Save(Path.Combine(folder, "LambdaImage.dll-Help.xml"));
        foreach (var topic in Directory.EnumerateFiles(docs, "about_*.md"))
            File.WriteAllText(Path.Combine(folder, Path.GetFileNameWithoutExtension(topic) + ".help.txt"), AboutTopic.ToText(File.ReadAllText(topic)));
        return 0;

    default:
        await Console.Error.WriteLineAsync("usage: help pages DOCS | help maml DOCS OUTPUT");
        return WrongUsage;
}
