# What it takes to begin, and what is loaded by then. tests/LambdaImage.Benchmarks/startup.ps1 measures the time.
BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $module = Get-StagedModule
    $sample = (Resolve-Path "$PSScriptRoot/../../docs/samples/hello-bootstrap").ProviderPath
    $loaded = "[System.Runtime.Loader.AssemblyLoadContext]::All.ForEach{ `$context = `$_.Name; `$_.Assemblies.GetName().Name -match '^(LambdaImage|AWSSDK|Polly|Tomlyn|YamlDotNet)' -replace '^', `"`$context `" } | Sort-Object"
}

Describe 'Before the first cmdlet is used' {
    It 'the module can be listed and its cmdlets found without loading anything' {
        $path = Join-Path $TestDrive modules
        New-Item -ItemType Directory $path | Out-Null
        Copy-Item -Recurse $module $path
        Invoke-PowerShell "Get-Module LambdaImage -ListAvailable > `$null; (Get-Command Deploy-LambdaIm*).Source; $loaded" @{ PSModulePath = "$path$([IO.Path]::PathSeparator)$env:PSModulePath" } |
            Should -Be LambdaImage
    }

    It 'import, syntax, help and completion load the cmdlets and the records only' {
        Invoke-PowerShell @"
            Import-Module '$module'
            Get-Command -Module LambdaImage -Syntax > `$null
            Get-Help Deploy-LambdaImage -Full > `$null
            foreach (`$line in 'Deploy-Lambda', 'Deploy-LambdaImage -Func', 'Build-LambdaImage -Engine ') { [Management.Automation.CommandCompletion]::CompleteInput(`$line, `$line.Length, @{}) > `$null }
            $loaded
"@ | Should -Be 'Default LambdaImage', 'Default LambdaImage.Model'
    }

    It 'the import asks for <Limit> MB of memory more than that of a module with nothing in it' -ForEach @{ Limit = 10 } {
        # What an import asks for goes with what it does, and is the same on every machine at any load; startup.ps1 tells what it takes in time.
        function Cost([string] $of) {
            [long](Invoke-PowerShell @"
                `$before = [GC]::GetAllocatedBytesForCurrentThread()
                Import-Module '$of'
                ([GC]::GetAllocatedBytesForCurrentThread() - `$before).ToString([cultureinfo]::InvariantCulture)
"@)
        }

        $empty = Join-Path (New-Item -ItemType Directory (Join-Path $TestDrive Empty)) Empty.psd1
        Set-Content (Join-Path $TestDrive Empty/Empty.psm1) ''
        New-ModuleManifest $empty -RootModule Empty.psm1 -FunctionsToExport @() -CmdletsToExport @() -AliasesToExport @() -VariablesToExport @()
        (Cost $module) - (Cost $empty) | Should -BeLessThan ($Limit * 1000000)
    }
}

Describe 'The first cmdlet' {
    It 'loads the engine into a context of its own, and no AWS SDK while AWS is not needed' {
        $said = Invoke-PowerShell "Import-Module '$module'; Get-LambdaProject '$sample' > `$null; $loaded"
        $said | Should -Contain 'LambdaImage LambdaImage.Engine'
        $said | Should -Not -Contain 'Default LambdaImage.Engine'
        $said -match '^Default' | Should -Be 'Default LambdaImage', 'Default LambdaImage.Model'
        $said -match 'AWSSDK\.(SSO|SSOOIDC|SecurityToken)' | Should -BeNullOrEmpty
    }
}
