Describe 'Get-Help' {
    BeforeDiscovery {
        Import-Module $PSScriptRoot/doubles/Doubles.psm1
        Import-Module (Get-StagedModule) -Force
        $cmdlets = (Get-Command -Module LambdaImage -CommandType Cmdlet).Name
    }

    It 'describes <_>' -ForEach $cmdlets {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Match '\.$'
        $help.description.Text | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        ($help | Out-String -Width 100) | Should -Match 'INPUTS'
    }

    It 'describes every parameter of <_>' -ForEach $cmdlets {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters
        $cmdlet = $_
        foreach ($name in (Get-Command $cmdlet).Parameters.Keys.Where{ $_ -notin $common }) {
            (Get-Help $cmdlet -Parameter $name).description.Text | Should -Not -BeNullOrEmpty -Because "-$name of $cmdlet needs words"
        }
    }

    It 'knows an address for <_> -Online' -ForEach $cmdlets {
        (Get-Help $_).relatedLinks.navigationLink[0].uri | Should -BeLike "https://*/$_.md"
    }

    It 'knows the topic <_>' -ForEach 'about_LambdaImage', 'about_LambdaImage_Builders', 'about_LambdaImage_Credentials' {
        (Get-Help $_ | Out-String) | Should -BeLike '*LONG DESCRIPTION*'
    }

    It 'fits a narrow console' {
        $lines = (Get-Help about_LambdaImage | Out-String) -split '\r?\n'
        ($lines | Measure-Object -Maximum Length).Maximum | Should -BeLessOrEqual 100
    }
}
