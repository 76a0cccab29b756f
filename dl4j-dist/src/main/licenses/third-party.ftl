<#-- One line a library: name, version, licences, address. -->
dl4j-lab is licensed under the Apache License 2.0 (see LICENSE). It is distributed together with these libraries; the
folders beside this file hold the licences and notices that their jars carry. The jars of native code contain libraries
of their own: OpenBLAS (BSD 3-Clause), oneDNN (Apache 2.0), OpenCV (Apache 2.0) and the run-time libraries of GCC (GPL 3.0
with the GCC Runtime Library Exception).

<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
<#assign licenses = entry.getValue()/>
${project.groupId}:${project.artifactId}:${project.version}
    ${licenses?join(", ")}<#if project.url??>
    ${project.url}</#if>
</#list>
