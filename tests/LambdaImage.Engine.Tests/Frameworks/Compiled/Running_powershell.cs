using LambdaImage.Engine.Frameworks.PowerShell;
using LambdaImage.Engine.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks.Compiled;

public sealed class Running_powershell
{
    private const string Function = "function Get-Price {\n    param($LambdaInput, $LambdaContext)\n    1\n}\n";

    [Theory]
    [InlineData("price.ps1", Function, "price.ps1::Get-Price")]
    [InlineData("price.ps1", "function Get-Price($LambdaInput, $LambdaContext) { 1 }\n", "price.ps1::Get-Price")]
    [InlineData("price.ps1", "Write-Host $LambdaInput.name\n", "price.ps1")]
    [InlineData("src/price.ps1", Function, "src/price.ps1::Get-Price")]
    [InlineData("modules/Shop/Shop.psm1", Function, "Module::Shop::Get-Price")]
    [InlineData("modules/Shop/1.0.0/Shop.psm1", Function, "Module::Shop::Get-Price")]
    public void Handlers_are_what_takes_the_event(string file, string code, string handler)
    {
        using var project = new CompiledProject((file, code));

        project.Project.Handler.ShouldBe(handler);
    }

    [Fact]
    public void Several_handlers_are_named_and_one_is_chosen()
    {
        using var project = new CompiledProject(("a.ps1", Function), ("b.ps1", "$LambdaInput\n"));

        project.Fails().Message.ShouldContain("a.ps1::Get-Price, b.ps1");
    }

    [Fact]
    public void Scripts_that_take_no_event_say_so()
    {
        using var project = new CompiledProject(("deploy.ps1", "# $LambdaInput\nGet-Date\n"));

        project.Fails().Remedy.ShouldContain("-Handler 'deploy.ps1'");
    }

    [Fact]
    public void Scripts_beside_another_project_are_its_tools()
    {
        using var project = new CompiledProject(("build.ps1", "npm run build\n"), ("package.json", "{}"), ("index.js", "exports.handler = async () => 1;"));

        project.Project.Framework.ShouldBe("Node.js");
    }

    [Fact]
    public void Required_modules_are_saved_in_the_versions_asked_for()
    {
        using var folder = new TempProject(
            ("a.ps1", "#Requires -Modules One, @{ ModuleName = 'Two'; ModuleVersion = '1.2' }, @{ ModuleName=\"Three\"; RequiredVersion=\"3.0.0\" }\n#requires -module Microsoft.PowerShell.Utility, Mine\n"),
            ("b.psd1", "@{\n  RequiredModules = @('Four',\n    @{ ModuleName = 'Five'; MaximumVersion = '5.9' })\n}\n"),
            ("modules/Mine/Mine.psm1", ""));

        RequiredModule.Find(new ProjectDirectory(folder.Path)).Select(module => (module.Name, module.Range)).ShouldBe(
            [("One", null), ("Two", "[1.2,]"), ("Three", "3.0.0"), ("Four", null), ("Five", "[,5.9]")]);
    }

    [Theory]
    [InlineData("#Requires -Version 7.4 -Modules One", "One")]
    [InlineData("#Requires -Modules One, 'Two' -Version 7.4 -PSEdition Core", "One Two")]
    [InlineData("#Requires -RunAsAdministrator -Module @{ ModuleName = 'One'; ModuleVersion = '1.2' }, Two # -Modules Three", "One[1.2,] Two")]
    [InlineData("#Requires -Version 7.4", "")]
    public void Required_modules_stand_anywhere_among_the_requirements(string requires, string modules)
    {
        using var folder = new TempProject(("a.ps1", requires + "\n"));

        string.Join(' ', RequiredModule.Find(new ProjectDirectory(folder.Path)).Select(module => module.Name + module.Range)).ShouldBe(modules);
    }

    [Theory]
    [InlineData("RequiredModules = 'One', @{ ModuleName = 'Two'; RequiredVersion = '2.0' }\n  FunctionsToExport = @('Get-It')", "One Two2.0")]
    [InlineData("RequiredModules = \"One\"\n  ScriptsToProcess = 'a.ps1'", "One")]
    [InlineData("RequiredModules = @(\n    'One' # the first\n    # 'Old'\n    'Two')\n  AliasesToExport = @()", "One Two")]
    [InlineData("# RequiredModules = 'Old'\n  RequiredModules = @()\n  CmdletsToExport = 'a'", "")]
    public void A_manifest_lists_its_modules_in_any_form(string keys, string modules)
    {
        using var folder = new TempProject(("b.psd1", $"@{{\n  {keys}\n}}\n"));

        string.Join(' ', RequiredModule.Find(new ProjectDirectory(folder.Path)).Select(module => module.Name + module.Range)).ShouldBe(modules);
    }

    [Fact]
    public void Microsoft_s_own_image_needs_no_download()
    {
        using var project = new CompiledProject(("a.ps1", Function)) { Options = new() { Base = new() { Image = "mcr.microsoft.com/powershell:7.5-ubuntu-24.04" } } };

        project.InContainer.NeedsShell.ShouldBeFalse();
        project.Text.ShouldContain("ENTRYPOINT [\"/opt/microsoft/powershell/7/pwsh\", \"-NoProfile\", \"-NonInteractive\", \"-File\", \"/var/runtime/bootstrap.ps1\"]");
    }

    [Fact]
    public void PowerShell_is_fetched_for_the_function_s_processor()
    {
        using var project = new CompiledProject(("a.ps1", "#Requires -Version 7.5\n" + Function)) { Architecture = LambdaArchitecture.Arm64 };

        project.Text.ShouldContain("-linux-arm64.tar.gz");
        project.HostText.ShouldContain("-linux-arm64.tar.gz");
    }

    [Fact]
    public void The_bootstrap_program_is_written_beside_the_scripts()
    {
        using var project = new CompiledProject(("a.ps1", Function));

        var file = project.InContainer.Files.ShouldHaveSingleItem();
        file.Key.ShouldBe("lambda-bootstrap.ps1");
        file.Value.ShouldContain("invocation/next");
    }
}
